package com.resultity.app.tls;

import com.resultity.app.settings.OperatorError;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads PEM (RFC 7468). What it says of a file that is wrong repeats nothing that is in it. */
final class Pem {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");
  private static final int LONGEST = 1 << 20;

  private Pem() {}

  /** The bytes of a file of a sensible size. */
  static byte[] bytes(Path file) {
    try {
      if (Files.size(file) > LONGEST) {
        throw new OperatorError("%s is too large for a PEM file".formatted(file));
      }
      return Files.readAllBytes(file);
    } catch (IOException unreadable) {
      throw new OperatorError("cannot read %s: %s".formatted(file, unreadable), unreadable);
    }
  }

  /** One certificate or more, in their order. */
  static List<X509Certificate> certificates(Path file, byte[] pem) {
    try {
      List<X509Certificate> found =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(pem))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (!found.isEmpty()) {
        return found;
      }
    } catch (GeneralSecurityException malformed) {
      throw new OperatorError(noCertificate(file), malformed);
    }
    throw new OperatorError(noCertificate(file));
  }

  private static String noCertificate(Path file) {
    return "there is no certificate in %s: it must be PEM, BEGIN CERTIFICATE".formatted(file);
  }

  /** The private key that goes with a certificate. */
  static PrivateKey key(Path file, byte[] pem, PublicKey of) {
    Matcher found = KEY.matcher(new String(pem, StandardCharsets.ISO_8859_1));
    if (!found.find()) {
      throw new OperatorError(
          "there is no key in %s: it must be PEM without a password, BEGIN PRIVATE KEY (PKCS#8)"
              .formatted(file));
    }
    try {
      byte[] der = Base64.getMimeDecoder().decode(found.group(1));
      PrivateKey key =
          KeyFactory.getInstance(of.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(der));
      if (matches(key, of)) {
        return key;
      }
    } catch (GeneralSecurityException | IllegalArgumentException other) {
      throw new OperatorError(otherKey(file), other);
    }
    throw new OperatorError(otherKey(file));
  }

  private static String otherKey(Path file) {
    return "the key in %s is not that of the certificate".formatted(file);
  }

  private static boolean matches(PrivateKey key, PublicKey of) throws GeneralSecurityException {
    String algorithm =
        switch (of.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> of.getAlgorithm();
        };
    byte[] some = {1, 2, 3};
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(key);
    signature.update(some);
    byte[] signed = signature.sign();
    signature.initVerify(of);
    signature.update(some);
    return signature.verify(signed);
  }
}
