package com.resultity.http;

/** A node at work, for which the network speaks. */
record TestNode(TestDoor door, String id) {

  /** The node of a number. */
  static TestNode of(TestDoor door, int number) {
    return new TestNode(door, "0x%040x".formatted(number));
  }

  Question claim() {
    return door.post("/v1/nodes/" + id + ":claim").as("network").body("{\"network\":\"testnet\"}");
  }

  Asked dispatch(String job) {
    return dispatching(job).send();
  }

  Question dispatching(String job) {
    return door.post("/v1/jobs/" + job + ":dispatch")
        .as("network")
        .body("{\"nodeId\":\"%s\"}".formatted(id));
  }

  /** Reads 30 tokens and writes 13 in 900 ms. */
  Asked complete(String job, int attempt) {
    return completing(job, attempt).send();
  }

  Question completing(String job, int attempt) {
    return door.post("/v1/jobs/" + job + ":complete")
        .as("network")
        .body(
            """
            {"nodeId":"%s","attempt":%d,"tokensIn":"30","tokensOut":"13","durationMs":"900",
             "resultDigest":"%s"}\
            """
                .formatted(id, attempt, TestDoor.DIGEST));
  }

  Asked fail(String job, int attempt) {
    return failing(job, attempt).send();
  }

  Question failing(String job, int attempt) {
    return door.post("/v1/jobs/" + job + ":fail")
        .as("network")
        .body(
            "{\"nodeId\":\"%s\",\"attempt\":%d,\"errorCode\":\"out_of_memory\"}"
                .formatted(id, attempt));
  }
}
