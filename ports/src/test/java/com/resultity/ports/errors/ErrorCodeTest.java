package com.resultity.ports.errors;

import static org.assertj.core.api.Assertions.assertThat;

import com.resultity.domain.journal.RefusalCode;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The catalogue is complete and says consistent things. */
class ErrorCodeTest {
  @ParameterizedTest
  @EnumSource(RefusalCode.class)
  void everyRefusalIsAnErrorOfTheSameNameThatWillNotPass(RefusalCode refusal) {
    ErrorCode error = ErrorCode.of(refusal);

    assertThat(error.code()).isEqualTo(refusal.code());
    assertThat(error.certainty()).isEqualTo(Certainty.FINAL);
    assertThat(error.httpStatus()).isBetween(400, 499);
  }

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void statusesAreThoseOfErrors(ErrorCode error) {
    assertThat(error.httpStatus()).isBetween(400, 599);
    assertThat(error.grpcStatus()).isBetween(1, 16);
    assertThat(error.title()).isNotBlank().doesNotEndWith(".");
  }

  @Test
  void onlyAnUnknownOutcomeIsUnknown() {
    assertThat(
            Arrays.stream(ErrorCode.values())
                .filter(error -> error.certainty() == Certainty.UNKNOWN))
        .containsExactly(ErrorCode.OUTCOME_UNKNOWN);
  }

  @Test
  void aFaultSaysItsTitleAndKeepsItsCauseForTheLog() {
    IllegalStateException cause = new IllegalStateException("secret");
    Fault fault = new Fault(ErrorCode.INTERNAL, cause);

    assertThat(fault).hasMessage("Core failed").hasCause(cause);
    assertThat(fault.getStackTrace()).isEmpty();
  }
}
