package com.resultity.pg;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.pgclient.PgConnectOptions;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/** Stands between Core and its database, and breaks what it is told to. */
final class Proxy implements AutoCloseable {
  /** What happens to connections; once it has, nothing does any more, but for {@link #REFUSE}. */
  enum Fault {
    NONE,
    /** They are cut before COMMIT reaches the server. */
    CUT_BEFORE_COMMIT,
    /** COMMIT reaches the server; they are cut before its answer comes back. */
    SWALLOW_COMMIT_ANSWER,
    /** Nothing gets through, and nobody is told. */
    STALL,
    /** They are cut, and new ones are refused until told otherwise. */
    REFUSE
  }

  private final NetServer server;
  private final NetClient client;
  private final PgConnectOptions target;
  private final Set<NetSocket> open = ConcurrentHashMap.newKeySet();
  private final AtomicReference<Fault> planned = new AtomicReference<>(Fault.NONE);

  Proxy(Vertx vertx, PgConnectOptions target) {
    this.target = target;
    this.client = vertx.createNetClient();
    this.server =
        Await.result(vertx.createNetServer().connectHandler(this::accept).listen(0, "127.0.0.1"));
  }

  /** How to get to the database through here. */
  PgConnectOptions options() {
    return new PgConnectOptions(target).setHost("127.0.0.1").setPort(server.actualPort());
  }

  void plan(Fault fault) {
    planned.set(fault);
    if (fault == Fault.REFUSE) {
      cut();
    }
  }

  /** Whether what was planned has happened. */
  boolean happened() {
    return planned.get() == Fault.NONE;
  }

  void cut() {
    open.forEach(NetSocket::close);
  }

  private void accept(NetSocket near) {
    if (planned.get() == Fault.REFUSE) {
      near.close();
      return;
    }
    near.pause();
    client
        .connect(target.getPort(), target.getHost())
        .onSuccess(far -> {
          open.add(near);
          near.closeHandler(_ -> {
            open.remove(near);
            far.close();
          });
          far.closeHandler(_ -> near.close());
          new Link(near, far).join();
        })
        .onFailure(_ -> near.close());
  }

  private final class Link {
    private final NetSocket near;
    private final NetSocket far;
    private boolean swallowing;

    Link(NetSocket near, NetSocket far) {
      this.near = near;
      this.far = far;
    }

    void join() {
      near.handler(this::send);
      far.handler(this::answer);
      near.resume();
    }

    private void send(Buffer bytes) {
      if (planned.get() == Fault.STALL) {
        return;
      }
      boolean commits = bytes.toString(StandardCharsets.ISO_8859_1).contains("COMMIT\0");
      if (commits && planned.compareAndSet(Fault.CUT_BEFORE_COMMIT, Fault.NONE)) {
        near.close();
        return;
      }
      if (commits && planned.compareAndSet(Fault.SWALLOW_COMMIT_ANSWER, Fault.NONE)) {
        swallowing = true;
      }
      far.write(bytes);
    }

    private void answer(Buffer bytes) {
      if (planned.get() == Fault.STALL) {
        return;
      }
      if (!swallowing) {
        near.write(bytes);
      } else if (bytes.toString(StandardCharsets.ISO_8859_1).contains("COMMIT\0")) {
        near.close();
      }
    }
  }

  @Override
  public void close() {
    Await.result(Future.join(server.close(), client.close()));
  }
}
