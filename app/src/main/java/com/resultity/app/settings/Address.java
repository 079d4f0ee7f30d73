package com.resultity.app.settings;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a server listens: {@code 127.0.0.1:8080}, {@code [::1]:8080} or {@code localhost:8080}.
 *
 * @param host a name or address, IPv6 without brackets
 * @param port 0 to 65535; 0 lets the system choose
 */
public record Address(String host, int port) {
  private static final Pattern SHAPE =
      Pattern.compile("(?:\\[(?<v6>[0-9A-Fa-f:.]+)]|(?<host>[A-Za-z0-9._-]+)):(?<port>\\d{1,5})");

  public Address {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port " + port + " is not between 0 and 65535");
    }
  }

  /** Reads {@code HOST:PORT}; an {@link IllegalArgumentException} says what is wrong. */
  public static Address parse(String text) {
    Matcher shape = SHAPE.matcher(text);
    if (!shape.matches()) {
      throw new IllegalArgumentException(
          "'%s' is not HOST:PORT, for example 127.0.0.1:8080".formatted(text));
    }
    String v6 = shape.group("v6");
    return new Address(
        v6 == null ? shape.group("host") : v6, Integer.parseInt(shape.group("port")));
  }

  /** Whether only this machine can reach it; looks the host up. */
  public boolean isLoopback() {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
