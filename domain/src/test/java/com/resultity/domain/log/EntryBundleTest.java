package com.resultity.domain.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the log's entries are named and written. */
class EntryBundleTest {
  private static EntryBundle bundle(int width) {
    return new EntryBundle(new Tile(0, 1_234_067, width));
  }

  @Test
  void aBundleIsNamedAsItsTileIs() {
    assertThat(bundle(256).path()).isEqualTo("tile/entries/x001/x234/067");
    assertThat(bundle(8).path()).isEqualTo("tile/entries/x001/x234/067.p/8");
    assertThat(EntryBundle.parse("tile/entries/x001/x234/067.p/8")).contains(bundle(8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tile/entries/",
        "tile/entries/0",
        "tile/0/000",
        "entries/000",
        "tile/entries/1/000"
      })
  void anyOtherFormOfAPathIsRefused(String path) {
    assertThat(EntryBundle.parse(path)).isEmpty();
  }

  @Test
  void onlyLeavesHaveEntries() {
    assertThatThrownBy(() -> new EntryBundle(new Tile(1, 0, 256)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anEntryFollowsItsLength() {
    byte[] longer = new byte[0x0102];

    byte[] content = bundle(3).encode(List.of(new byte[0], new byte[] {7}, longer));

    assertThat(HexFormat.of().formatHex(content, 0, 7)).isEqualTo("00000001070102");
    assertThat(content).hasSize(7 + 0x0102);
  }

  @Property
  void entriesComeBackAsTheyWere(@ForAll @Size(min = 1, max = 256) List<byte[]> entries) {
    EntryBundle bundle = bundle(entries.size());

    assertThat(bundle.decode(bundle.encode(entries)).orElseThrow())
        .usingElementComparator(Arrays::compare)
        .isEqualTo(entries);
  }

  @Property
  void contentIsEitherRefusedOrExactlyWhatIsWritten(
      @ForAll byte[] content, @ForAll @Size(min = 1, max = 3) List<Boolean> width) {
    EntryBundle bundle = bundle(width.size());

    assertThat(bundle.decode(content).map(bundle::encode).orElse(content)).isEqualTo(content);
  }

  @Test
  void contentThatEndsTooEarlyOrTooLateIsRefused() {
    byte[] content = bundle(2).encode(List.of(new byte[] {1}, new byte[] {2, 3}));

    for (int length = 0; length < content.length; length++) {
      assertThat(bundle(2).decode(Arrays.copyOf(content, length))).isEmpty();
    }
    assertThat(bundle(2).decode(Arrays.copyOf(content, content.length + 1))).isEmpty();
    assertThat(bundle(2).decode(Arrays.copyOf(content, content.length + 2))).isEmpty();
    assertThat(bundle(1).decode(content)).isEmpty();
    assertThat(bundle(3).decode(content)).isEmpty();
    assertThat(bundle(2).decode(content)).isPresent();
  }

  @Test
  void anEntryHas65535BytesAtMost() {
    EntryBundle one = bundle(1);
    List<byte[]> longest = List.of(new byte[EntryBundle.LONGEST]);

    assertThat(one.decode(one.encode(longest)).orElseThrow().getFirst()).hasSize(65_535);
    assertThatThrownBy(() -> one.encode(List.of(new byte[EntryBundle.LONGEST + 1])))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> one.encode(List.of())).isInstanceOf(IllegalArgumentException.class);
  }
}
