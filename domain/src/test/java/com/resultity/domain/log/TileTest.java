package com.resultity.domain.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.resultity.domain.journal.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where tiles are, which ones a tree has, and how they are named and written. */
class TileTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0, 256, tile/0/000",
    "0, 999, 256, tile/0/999",
    "1, 1000, 256, tile/1/x001/000",
    "0, 1234067, 256, tile/0/x001/x234/067",
    "63, 0, 1, tile/63/000.p/1",
    "2, 1234067, 255, tile/2/x001/x234/067.p/255",
    "7, 999999999999999999, 256, tile/7/x999/x999/x999/x999/x999/999"
  })
  void aTileIsNamedAsC2spSays(int level, long index, int width, String path) {
    Tile tile = new Tile(level, index, width);

    assertThat(tile.path()).isEqualTo(path);
    assertThat(Tile.parse(path)).contains(tile);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "tile",
        "tile/",
        "tile/0",
        "tile/0/",
        "/tile/0/000",
        "tile/0/000/",
        "tile/0/000\n",
        "tile/8/0/000",
        "tile/00/000",
        "tile/01/000",
        "tile/64/000",
        "tile/-1/000",
        "tile/+1/000",
        "tile/entries/000",
        "tile/0/0",
        "tile/0/00",
        "tile/0/0000",
        "tile/0/x000",
        "tile/0/x000/001",
        "tile/0/x000/x001/002",
        "tile/0/001/002",
        "tile/0/X001/002",
        "tile/0/x001/x002",
        "tile/0/x001//002",
        "tile/0/-01",
        "tile/0/\u0661\u0662\u0663",
        "tile/0/000.p",
        "tile/0/000.p/",
        "tile/0/000.p/0",
        "tile/0/000.p/01",
        "tile/0/000.p/256",
        "tile/0/000.p/999",
        "tile/0/000.p/1000",
        "tile/0/000.P/1",
        "tile/0/000.p/1/",
        "tile/0/000.p/1.p/1",
        "tile/0/x001/x000/x000/x000/x000/x000/000",
        "tile/0/x009/x223/x372/x036/x854/x775/808"
      })
  void anyOtherFormOfAPathIsRefused(String path) {
    assertThat(Tile.parse(path)).isEmpty();
  }

  @Property
  void aPathComesBackAsItWas(@ForAll("tiles") Tile tile) {
    assertThat(Tile.parse(tile.path())).contains(tile);
  }

  @Property
  void aPathThatIsChangedIsRefusedOrThatOfAnotherTile(
      @ForAll("tiles") Tile tile, @ForAll int place, @ForAll("characters") String put) {
    String path = tile.path();
    int at = Math.floorMod(place, path.length());
    List<String> changed =
        List.of(
            path.substring(0, at) + put + path.substring(at),
            path.substring(0, at) + put + path.substring(at + 1),
            path.substring(0, at) + path.substring(at + 1));

    for (String other : changed) {
      assertThat(Tile.parse(other).map(Tile::path)).isIn(Optional.empty(), Optional.of(other));
    }
  }

  @Provide
  static Arbitrary<Tile> tiles() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 63),
            Arbitraries.longs().between(0, 999_999_999_999_999_999L),
            Arbitraries.integers().between(1, 256))
        .as(Tile::new);
  }

  @Provide
  static Arbitrary<String> characters() {
    return Arbitraries.strings().withChars("0123456789x/.p-+ \n").ofLength(1);
  }

  @Test
  void aTreeOf70000LeavesHasTheTilesThatC2spSays() {
    assertThat(
            Tile.made(0, 70_000)
                .collect(
                    Collectors.groupingBy(
                        tile -> tile.level() + (tile.width() == 256 ? "" : ".p/" + tile.width()),
                        Collectors.counting())))
        .containsOnly(
            Map.entry("0", 273L),
            Map.entry("0.p/112", 1L),
            Map.entry("1", 1L),
            Map.entry("1.p/17", 1L),
            Map.entry("2.p/1", 1L));
    assertThat(Tile.edge(70_000))
        .extracting(Tile::path)
        .containsExactly("tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1");
    assertThat(Tile.edge(256)).extracting(Tile::path).containsExactly("tile/1/000.p/1");
    assertThat(Tile.made(0, 256))
        .extracting(Tile::path)
        .containsExactly("tile/0/000", "tile/1/000.p/1");
  }

  @Test
  void anEmptyTreeHasNoTiles() {
    assertThat(Tile.edge(0)).isEmpty();
    assertThat(Tile.made(0, 0)).isEmpty();
    assertThat(Tile.made(70_000, 70_000)).isEmpty();
  }

  @Property
  void growingMakesWhatTheOldTreeLacksAndNothingElse(
      @ForAll @LongRange(max = Long.MAX_VALUE - 3000) long from,
      @ForAll @IntRange(max = 3000) int leaves) {
    long to = from + leaves;

    assertThat(Tile.made(from, to))
        .allMatch(tile -> tile.isIn(to) && !tile.isIn(from))
        .doesNotHaveDuplicates();
    assertThat(Tile.edge(to)).allMatch(tile -> tile.isIn(from) || made(from, to).contains(tile));
  }

  private static List<Tile> made(long from, long to) {
    return Tile.made(from, to).toList();
  }

  @Test
  void aTileIsInTheTreesThatHaveAllItsHashes() {
    Tile partial = new Tile(1, 1, 17);

    assertThat(partial.isIn((256 + 17) * 256 - 1)).isFalse();
    assertThat(partial.isIn((256 + 17) * 256)).isTrue();
    assertThat(partial.isIn(512 * 256)).isTrue();
    assertThat(new Tile(1, 1, 256).isIn(512 * 256 - 1)).isFalse();
    assertThat(new Tile(1, 1, 256).isIn(512 * 256)).isTrue();
    assertThat(new Tile(0, Long.MAX_VALUE, 1).isIn(Long.MAX_VALUE)).isFalse();
    assertThat(new Tile(7, 0, 127).isIn(Long.MAX_VALUE)).isTrue();
    assertThat(new Tile(8, 0, 1).isIn(Long.MAX_VALUE)).isFalse();
    assertThat(new Tile(63, 0, 1).isIn(Long.MAX_VALUE)).isFalse();
  }

  @Test
  void aTileIsAsWideAsTheTreeMakesIt() {
    assertThat(Tile.at(0, 272, 70_000)).isEqualTo(new Tile(0, 272, 256));
    assertThat(Tile.at(0, 273, 70_000)).isEqualTo(new Tile(0, 273, 112));
    assertThatThrownBy(() -> Tile.at(0, 274, 70_000)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Tile.at(1, 1, 512)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Tile.at(8, 0, Long.MAX_VALUE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({"-1, 0, 1", "64, 0, 1", "0, -1, 1", "0, 0, 0", "0, 0, 257"})
  void thereIsNoTileBeyondTheLimits(int level, long index, int width) {
    assertThatThrownBy(() -> new Tile(level, index, width))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aTilesContentIsItsHashes() {
    List<Digest> hashes = new PaperTree(5).hashes(0, 5);
    Tile tile = new Tile(0, 0, 5);

    byte[] content = tile.encode(hashes);

    assertThat(content)
        .hasSize(160)
        .startsWith(hashes.getFirst().bytes())
        .endsWith(hashes.getLast().bytes());
    assertThat(tile.decode(content)).contains(hashes);
  }

  @Test
  void contentOfAnotherWidthIsRefused() {
    Tile tile = new Tile(0, 0, 5);

    assertThat(List.of(0, 159, 161, 32 * 4, 32 * 6))
        .map(length -> tile.decode(new byte[length]))
        .allMatch(Optional::isEmpty);
    assertThatThrownBy(() -> tile.encode(new ArrayList<>()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
