package com.resultity.domain.log;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/** Keys that everybody knows: those of RFC 8032, section 7.1. */
record PaperKey(String secret, String published) {
  static final PaperKey FIRST =
      new PaperKey(
          "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
          "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
  static final PaperKey SECOND =
      new PaperKey(
          "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
          "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");

  PrivateKey privateKey() {
    try {
      byte[] encoded = HexFormat.of().parseHex("302e020100300506032b657004220420" + secret);
      return KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } catch (GeneralSecurityException impossible) {
      throw new AssertionError(impossible);
    }
  }

  PublicKey publicKey() {
    try {
      byte[] encoded = HexFormat.of().parseHex("302a300506032b6570032100" + published);
      return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    } catch (GeneralSecurityException impossible) {
      throw new AssertionError(impossible);
    }
  }

  SigningKey named(String name) {
    return SigningKey.of(new VerifierKey(name, publicKey()), privateKey()).orElseThrow();
  }
}
