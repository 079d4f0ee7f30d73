package com.resultity.app.network;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.domain.journal.Digest;
import com.resultity.domain.journal.Sha256;
import com.resultity.domain.network.Compatibility;
import com.resultity.domain.network.Configuration;
import com.resultity.domain.network.JobLimits;
import com.resultity.domain.network.Mode;
import com.resultity.domain.network.Model;
import com.resultity.domain.network.ModelStatus;
import com.resultity.domain.network.Multipliers;
import com.resultity.domain.network.Network;
import com.resultity.domain.network.Participation;
import com.resultity.domain.network.RetryPolicy;
import com.resultity.domain.network.Runtimes;
import com.resultity.domain.network.Tariff;
import com.resultity.domain.network.Terms;
import com.resultity.ports.journal.NetworkLines;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;

/** What our library says differs, another library makes of it the document that was meant. */
class PlainDiffTest {
  private static final List<ModelStatus> STATUSES = List.of(ModelStatus.values());

  private final PlainDiff diff = new PlainDiff();
  private final Random random = new Random(7);

  @Test
  void thePatchedDocumentHasTheNextVersionsDigest() throws IOException {
    Configuration before = configuration(1, new ArrayList<>());
    for (int version = 2; version < 300; version++) {
      Configuration after = configuration(version, new ArrayList<>(before.terms().models()));
      String patch = diff.patch(NetworkLines.encode(before), NetworkLines.encode(after));

      JsonObject patched = Json.createPatch(array(patch)).apply(object(before));
      byte[] canonical = new JsonCanonicalizer(patched.toString()).getEncodedUTF8();
      assertThat(Digest.of(Sha256.of(canonical))).isEqualTo(NetworkLines.digest(after));
      assertThat(array(patch).getValuesAs(JsonValue::asJsonObject))
          .isNotEmpty()
          .extracting(operation -> operation.getString("op"))
          .isSubsetOf("add", "remove", "replace");
      before = after;
    }
  }

  @Test
  void whatIsTheSameDoesNotDiffer() {
    byte[] document = NetworkLines.encode(configuration(1, new ArrayList<>()));

    assertThat(diff.patch(document, document)).isEqualTo("[]");
  }

  // The models of the version before, some of them changed, moved or gone, and new ones.
  private Configuration configuration(long version, List<Model> models) {
    models.replaceAll(model -> random.nextInt(3) == 0 ? changed(model) : model);
    if (models.size() > 4 && random.nextBoolean()) {
      models.remove(random.nextInt(models.size()));
    }
    if (random.nextBoolean() || models.isEmpty()) {
      Tariff tariff = new Tariff(random.nextInt(9), 1, 1);
      models.add(
          random.nextInt(models.size() + 1), new Model("m~/\u00e9" + version, "1", tariff, 1));
    }
    Terms terms =
        new Terms(
            models,
            new JobLimits(Duration.ofHours(1 + random.nextInt(3)), RetryPolicy.of(2)),
            new Multipliers(random.nextBoolean() ? Map.of() : Map.of(Mode.SYNC, 50), Map.of()),
            new Runtimes(
                new TreeMap<>(random.nextBoolean() ? Map.of() : Map.of("vllm", "0." + version))),
            random.nextBoolean() ? Participation.DEFAULT : shut());
    return new Configuration(Network.TESTNET, version, terms);
  }

  private Participation shut() {
    Duration hour = Duration.ofHours(1);
    return new Participation(false, random.nextInt(100), 1, hour, hour, hour);
  }

  private Model changed(Model model) {
    ModelStatus status = STATUSES.get(random.nextInt(STATUSES.size()));
    return new Model(
        model.name(),
        model.version(),
        new Tariff(random.nextInt(9), 1, 1),
        1,
        status,
        random.nextBoolean() ? null : Digest.NONE,
        random.nextBoolean() ? Compatibility.ANY : new Compatibility(List.of("vllm", "tgi"), 8),
        status == ModelStatus.DEPRECATED ? Instant.EPOCH : null);
  }

  private static JsonObject object(Configuration configuration) {
    return read(new String(NetworkLines.encode(configuration), UTF_8)).asJsonObject();
  }

  private static JsonArray array(String json) {
    return read(json).asJsonArray();
  }

  private static JsonValue read(String json) {
    try (JsonReader reader = Json.createReader(new StringReader(json))) {
      return reader.readValue();
    }
  }
}
