package com.resultity.ports.network;

import com.resultity.domain.journal.Digest;
import com.resultity.domain.log.SignedNote;
import com.resultity.domain.log.SigningKey;
import com.resultity.domain.log.VerifierKey;
import com.resultity.domain.network.Configuration;
import com.resultity.domain.network.Network;
import com.resultity.ports.errors.ErrorCode;
import com.resultity.ports.errors.Fault;
import com.resultity.ports.journal.NetworkLines;
import io.vertx.core.Future;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Signs configurations for those who work by them. */
public final class BundleConfiguration {
  private record Version(Network network, long number) {}

  private final ConfigurationReader configurations;
  private final SigningKey key;
  // A version never changes, and Ed25519 signs it the same each time.
  private final Map<Version, String> notes = new ConcurrentHashMap<>();

  public BundleConfiguration(ConfigurationReader configurations, SigningKey key) {
    this.configurations = configurations;
    this.key = key;
  }

  /** What its notes are checked with. */
  public VerifierKey verifierKey() {
    return key.verifier();
  }

  /**
   * A version, or the one in force.
   *
   * <p>Fails with {@code CONFIGURATION_NOT_FOUND} or {@code NETWORK_NOT_CONFIGURED}.
   */
  public Future<ConfigurationBundle> run(Network network, @Nullable Long version) {
    return version == null
        ? configurations
            .findCurrent(network)
            .map(found -> bundle(found.orElseThrow(() -> absent(ErrorCode.NETWORK_NOT_CONFIGURED))))
        : configurations
            .find(network, version)
            .map(found ->
                bundle(found.orElseThrow(() -> absent(ErrorCode.CONFIGURATION_NOT_FOUND))));
  }

  private static Fault absent(ErrorCode code) {
    return new Fault(code);
  }

  private ConfigurationBundle bundle(Configuration configuration) {
    Digest digest = NetworkLines.digest(configuration);
    String note =
        notes.computeIfAbsent(
            new Version(configuration.network(), configuration.version()),
            version -> SignedNote.sign(text(version, digest), key).toString());
    return new ConfigurationBundle(configuration, digest, note);
  }

  private static String text(Version version, Digest digest) {
    return "resultity configuration\n%s\n%d\n%s\n"
        .formatted(version.network().code(), version.number(), digest.hex());
  }
}
