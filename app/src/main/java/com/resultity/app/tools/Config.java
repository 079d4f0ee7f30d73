package com.resultity.app.tools;

import com.resultity.domain.network.Network;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Shows, compares and changes what a network has agreed on. */
@Command(
    name = "config",
    description = "Shows, compares, publishes and restores configurations of a running Core.",
    subcommands = {
      ShowConfig.class,
      DiffConfig.class,
      PublishConfig.class,
      RollBackConfig.class,
      ConfigKey.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  export RESULTITY_TOKEN=$(resultity token --role admin)",
      "  resultity config show testnet > terms.json",
      "  resultity config publish testnet terms.json --reason 'cheaper at night'",
      "  resultity config diff testnet 1 2"
    })
public final class Config {

  /** Where a network's configuration is. */
  static String path(Network network) {
    return "/v1/networks/" + network.code() + "/config";
  }

  /** The header that gives the reason. */
  static Map<String, String> because(String reason) {
    return Map.of("Reason", reason);
  }

  /** Reads reasons that fit a header. */
  static final class Reason implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      if (text.isBlank() || !StandardCharsets.US_ASCII.newEncoder().canEncode(text)) {
        throw new TypeConversionException("a reason is text of ASCII characters");
      }
      return text;
    }
  }
}
