package com.resultity.app.tls;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** Makes certificates with the JDK's keytool, as PEM files in a directory. */
public final class Authority {
  private static final String PASSWORD = "changeit";

  private final Path directory;
  private final String name;
  private final Path store;

  /** A new authority; its own certificate is {@link #certificate}. */
  public Authority(Path directory, String name) {
    this.directory = directory;
    this.name = name;
    this.store = directory.resolve(name + ".p12");
    make(name, "-dname", "CN=" + name, "-ext", "bc:c");
    pem(name + ".crt", "CERTIFICATE", entry(name, 0));
  }

  public Path certificate() {
    return directory.resolve(name + ".crt");
  }

  /** Signs a certificate for 127.0.0.1: {@code WHO.crt} and {@code WHO.key}. */
  public Authority sign(String who) {
    make(who, "-dname", "CN=" + who, "-signer", name, "-ext", "san=ip:127.0.0.1");
    pem(who + ".crt", "CERTIFICATE", entry(who, 0));
    try {
      byte[] key = open().getKey(who, PASSWORD.toCharArray()).getEncoded();
      pem(who + ".key", "PRIVATE KEY", key);
    } catch (GeneralSecurityException | IOException impossible) {
      throw new IllegalStateException(impossible);
    }
    return this;
  }

  public Path certificateOf(String who) {
    return directory.resolve(who + ".crt");
  }

  public Path keyOf(String who) {
    return directory.resolve(who + ".key");
  }

  private byte[] entry(String alias, int place) {
    try {
      Certificate[] chain = open().getCertificateChain(alias);
      return chain[place].getEncoded();
    } catch (GeneralSecurityException | IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private KeyStore open() throws GeneralSecurityException, IOException {
    KeyStore opened = KeyStore.getInstance("PKCS12");
    try (InputStream file = Files.newInputStream(store)) {
      opened.load(file, PASSWORD.toCharArray());
    }
    return opened;
  }

  private void make(String alias, String... how) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD));
    command.addAll(Arrays.asList(how));
    try {
      Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(keytool.getInputStream().readAllBytes(), UTF_8);
      if (keytool.waitFor() != 0) {
        throw new IllegalStateException(said);
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  private void pem(String file, String label, byte[] der) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    try {
      Files.writeString(
          directory.resolve(file),
          "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(label, body, label));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
