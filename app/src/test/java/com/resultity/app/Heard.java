package com.resultity.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.slf4j.LoggerFactory;

/** What is logged until this is closed, each event in all its parts. */
public final class Heard extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private final java.util.logging.Logger jdbc =
      java.util.logging.Logger.getLogger("org.postgresql");
  private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  private final Appender<ILoggingEvent> console = root.getAppender("STDERR");
  private final Map<Logger, Level> shipped = new HashMap<>();
  private final Queue<String> events = new ConcurrentLinkedQueue<>();
  private final Handler records =
      new Handler() {
        @Override
        public void publish(LogRecord entry) {
          events.add(
              "%s %s %s %s"
                  .formatted(
                      entry.getLoggerName(),
                      entry.getMessage(),
                      Arrays.deepToString(entry.getParameters()),
                      entry.getThrown()));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  private Heard() {
    setContext(root.getLoggerContext());
    start();
    root.addAppender(this);
  }

  /** As logging is shipped. */
  public static Heard asShipped() {
    return new Heard();
  }

  /** Everything that there is, JDBC's own logging included. */
  static Heard everything() {
    Heard heard = new Heard();
    heard.listenToAll();
    return heard;
  }

  private void listenToAll() {
    for (Logger logger : root.getLoggerContext().getLoggerList()) {
      if (logger.getLevel() != null) {
        shipped.put(logger, logger.getLevel());
        logger.setLevel(Level.TRACE);
      }
    }
    root.detachAppender(console);
    jdbc.setLevel(java.util.logging.Level.ALL);
    jdbc.addHandler(records);
  }

  public List<String> events() {
    return List.copyOf(events);
  }

  @Override
  protected void append(ILoggingEvent event) {
    events.add(
        "%s %s %s %s %s %s %s"
            .formatted(
                event.getLevel(),
                event.getLoggerName(),
                event.getFormattedMessage(),
                Arrays.deepToString(event.getArgumentArray()),
                event.getKeyValuePairs(),
                event.getMDCPropertyMap(),
                ThrowableProxyUtil.asString(event.getThrowableProxy())));
  }

  @Override
  public void close() {
    root.detachAppender(this);
    if (!shipped.isEmpty()) {
      jdbc.removeHandler(records);
      jdbc.setLevel(null);
      root.addAppender(console);
      shipped.forEach(Logger::setLevel);
    }
  }
}
