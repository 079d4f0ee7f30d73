package com.resultity.domain.accounts;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a wallet signs to be linked: a message of EIP-4361 (Sign-In with Ethereum), in the one form
 * that Core gives it.
 *
 * @param domain RFC 3986 authority of the site that asks
 * @param address with the checksum of EIP-55
 * @param chainId EIP-155 chain id
 * @param accountId what it is to be linked to; null for an account that it is to open
 * @param nonce letters and digits
 */
public record WalletChallenge(
    String domain,
    String address,
    long chainId,
    @Nullable UUID accountId,
    String nonce,
    Instant issuedAt,
    Instant expiresAt) {
  private static final String NEW_ACCOUNT = "Open a Resultity account with this wallet.";
  private static final String LINK = "Link this wallet to a Resultity account.";
  private static final String ACCOUNT = "urn:uuid:";

  private static final Pattern FORM =
      Pattern.compile(
          """
          (?<domain>[^ \\n]{1,255}) wants you to sign in with your Ethereum account:
          (?<address>0x[0-9a-fA-F]{40})

          (?<statement>[^\\n]+)

          URI: (?<uri>[^\\n]+)
          Version: 1
          Chain ID: (?<chain>[1-9][0-9]{0,17})
          Nonce: (?<nonce>[0-9a-zA-Z]{8,128})
          Issued At: (?<issued>[0-9TZ:.-]{20,30})
          Expiration Time: (?<expires>[0-9TZ:.-]{20,30})(?:
          Resources:
          - urn:uuid:(?<account>[0-9a-f-]{36}))?\
          """);

  /** The message, to be signed as it is. */
  public String text() {
    String message =
        """
        %s wants you to sign in with your Ethereum account:
        %s

        %s

        URI: https://%s
        Version: 1
        Chain ID: %d
        Nonce: %s
        Issued At: %s
        Expiration Time: %s\
        """
            .formatted(
                domain,
                address,
                accountId == null ? NEW_ACCOUNT : LINK,
                domain,
                chainId,
                nonce,
                issuedAt,
                expiresAt);
    return accountId == null ? message : message + "\nResources:\n- " + ACCOUNT + accountId;
  }

  /** Reads a message; empty when it is not exactly what {@link #text} gives. */
  public static Optional<WalletChallenge> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    try {
      String account = form.group("account");
      WalletChallenge read =
          new WalletChallenge(
              form.group("domain"),
              form.group("address"),
              Long.parseLong(form.group("chain")),
              account == null ? null : UUID.fromString(account),
              form.group("nonce"),
              Instant.parse(form.group("issued")),
              Instant.parse(form.group("expires")));
      return read.text().equals(text) ? Optional.of(read) : Optional.empty();
    } catch (DateTimeParseException | IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  /** The same with another nonce. */
  public WalletChallenge withNonce(String other) {
    return new WalletChallenge(domain, address, chainId, accountId, other, issuedAt, expiresAt);
  }
}
