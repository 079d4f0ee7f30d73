package com.resultity.ports.errors;

import static com.resultity.ports.errors.Certainty.FINAL;
import static com.resultity.ports.errors.Certainty.RETRY;
import static com.resultity.ports.errors.Certainty.UNKNOWN;

import com.resultity.domain.journal.RefusalCode;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * The catalogue of errors for both doors: HTTP status (RFC 9110), gRPC status (its canonical
 * number), certainty, title. The first part is the rules' refusals, under the same names; the
 * second, what is wrong with a request; the third, faults.
 */
public enum ErrorCode {
  ACCOUNT_NOT_FOUND(404, 5, FINAL, "No such account"),
  ACCOUNT_NOT_ACTIVE(409, 9, FINAL, "The account is not active"),
  ACCOUNT_NOT_SUSPENDED(409, 9, FINAL, "The account is not suspended"),
  ACCOUNT_CLOSED(409, 9, FINAL, "The account is closed"),
  ACCOUNT_NOT_EMPTY(409, 9, FINAL, "The account has namespaces that are not closed"),
  EMAIL_TAKEN(409, 6, FINAL, "The email belongs to an account"),
  PERSONAL_DATA_ABSENT(409, 9, FINAL, "No personal data is kept of the account"),
  REFERRAL_INVALID(409, 9, FINAL, "The referrer is not an active account"),
  CHALLENGE_MALFORMED(422, 3, FINAL, "The message is not a challenge as Core writes it"),
  CHALLENGE_NOT_ISSUED(422, 3, FINAL, "Core did not issue the challenge"),
  CHALLENGE_OF_OTHER_ACCOUNT(422, 3, FINAL, "The challenge is for another account"),
  CHALLENGE_EXPIRED(409, 9, FINAL, "The challenge has expired"),
  CHALLENGE_USED(409, 9, FINAL, "The challenge has been used"),
  DOMAIN_NOT_ALLOWED(422, 3, FINAL, "Wallets are not linked for this domain"),
  CHAIN_NOT_ALLOWED(422, 3, FINAL, "Wallets are not linked on this chain"),
  SIGNATURE_MALFORMED(422, 3, FINAL, "The signature is not one of secp256k1"),
  SIGNATURE_TRUNCATED(422, 3, FINAL, "The signature is shorter than 65 bytes"),
  SIGNATURE_TOO_LONG(422, 3, FINAL, "The signature is longer than 65 bytes"),
  SIGNATURE_HIGH_S(422, 3, FINAL, "The signature's s is in the upper half"),
  SIGNATURE_INVALID(422, 3, FINAL, "The signature is not the wallet's"),
  CONTRACT_WALLET(422, 3, FINAL, "Contract wallets cannot be linked: only a key can sign"),
  WALLET_TAKEN(409, 6, FINAL, "The wallet belongs to an account"),
  WALLET_NOT_LINKED(404, 5, FINAL, "The wallet is not linked to the account"),
  TOO_MANY_WALLETS(409, 8, FINAL, "The account has as many wallets as it may"),
  NAMESPACE_NOT_FOUND(404, 5, FINAL, "No such namespace"),
  NAMESPACE_NAME_TAKEN(409, 6, FINAL, "The account has a namespace of this name"),
  TOO_MANY_NAMESPACES(409, 8, FINAL, "The account has as many namespaces as it may"),
  NAMESPACE_FROZEN(409, 9, FINAL, "The namespace is frozen"),
  NAMESPACE_NOT_FROZEN(409, 9, FINAL, "The namespace is not frozen"),
  NAMESPACE_CLOSED(409, 9, FINAL, "The namespace is closed"),
  NAMESPACE_NOT_EMPTY(409, 9, FINAL, "The namespace has credit, held credit or debt"),
  NAMESPACES_UP_TO_DATE(409, 9, FINAL, "The account's namespaces have followed it"),
  KEY_NOT_FOUND(404, 5, FINAL, "No such API key"),
  KEY_INVALID(404, 5, FINAL, "The secret is not that of an API key"),
  KEY_REVOKED(409, 9, FINAL, "The API key has been revoked"),
  KEY_EXPIRED(409, 9, FINAL, "The API key has expired"),
  TOO_MANY_KEYS(409, 8, FINAL, "The namespace has as many keys as it may"),
  AMOUNT_NOT_POSITIVE(422, 3, FINAL, "The amount must be positive"),
  AMOUNT_NEGATIVE(422, 3, FINAL, "The amount must not be negative"),
  AMOUNT_OVERFLOW(422, 11, FINAL, "An amount would not fit 63 bits"),
  EXPIRY_NOT_IN_FUTURE(422, 3, FINAL, "The expiry must be in the future"),
  EXPIRY_TOO_FAR(422, 3, FINAL, "The expiry is later than a hold may last"),
  EXPIRY_NOT_LATER(422, 3, FINAL, "The expiry must be later than the present one"),
  TOO_MANY_GRANTS(409, 8, FINAL, "The namespace has as many open grants as it may"),
  PAYMENT_REFERENCE_MISSING(422, 3, FINAL, "A top-up must name its payment"),
  PAYMENT_ALREADY_GRANTED(409, 6, FINAL, "The payment has been granted"),
  INSUFFICIENT_CREDIT(402, 9, FINAL, "Not enough credit is available"),
  DEBT_OUTSTANDING(402, 9, FINAL, "The namespace owes credit"),
  DEBT_LIMIT_EXCEEDED(402, 9, FINAL, "The namespace may not owe that much"),
  TOO_MANY_THRESHOLDS(422, 3, FINAL, "A namespace may have 10 thresholds"),
  HOLD_NOT_FOUND(404, 5, FINAL, "No such hold"),
  HOLD_ALREADY_SETTLED(409, 9, FINAL, "The hold has been settled"),
  HOLD_ALREADY_VOIDED(409, 9, FINAL, "The hold has been voided"),
  HOLD_EXPIRED(409, 9, FINAL, "The hold has expired"),
  HOLD_NOT_DUE(409, 9, FINAL, "The hold has not expired"),
  HOLD_BELONGS_TO_JOB(409, 9, FINAL, "The hold belongs to a job and ends with it"),
  EXCEEDS_HOLD(409, 9, FINAL, "The amount exceeds the hold"),
  GRANT_NOT_FOUND(404, 5, FINAL, "No such grant"),
  GRANT_NOT_DUE(409, 9, FINAL, "The grant has not expired"),
  MODEL_NOT_AVAILABLE(422, 9, FINAL, "The network does not offer the model"),
  NETWORK_NOT_CONFIGURED(409, 9, FINAL, "The network has no configuration yet"),
  TTL_OUT_OF_RANGE(422, 3, FINAL, "The time to live is out of range"),
  MAX_TOKENS_NOT_POSITIVE(422, 3, FINAL, "maxTokens must be positive"),
  AMOUNT_EXCEEDS_PRICE(422, 3, FINAL, "The amount exceeds the highest price of the job"),
  JOB_NOT_FOUND(404, 5, FINAL, "No such job"),
  JOB_NOT_QUEUED(409, 9, FINAL, "The job is not waiting for a node"),
  JOB_NOT_READY(409, 9, FINAL, "The job waits before it is tried again"),
  JOB_NOT_DISPATCHED(409, 9, FINAL, "No node has the job"),
  JOB_ALREADY_FINISHED(409, 9, FINAL, "The job has finished"),
  JOB_EXPIRED(409, 9, FINAL, "The job's deadline has passed"),
  JOB_NOT_DUE(409, 9, FINAL, "Neither the job nor its attempt is due"),
  NODE_NOT_FOUND(404, 5, FINAL, "No such node"),
  NODE_STATUS_INVALID(409, 9, FINAL, "The node's status does not allow it"),
  NODE_EXCLUDED(409, 9, FINAL, "The node's exclusion is not over"),
  NODE_ALREADY_BOUND(409, 6, FINAL, "The node belongs to the account"),
  NODE_BOUND_ELSEWHERE(
      409, 9, FINAL, "The node belongs to another account, which has not offered it"),
  NODE_NOT_BOUND(409, 9, FINAL, "The node does not belong to the account"),
  NODE_NOT_PARTICIPATING(409, 9, FINAL, "The node takes no part in the network"),
  MESSAGE_REPLAYED(409, 6, FINAL, "The message has been taken"),
  MESSAGE_OUT_OF_ORDER(409, 9, FINAL, "A later message has been taken"),
  MESSAGE_STALE(409, 9, FINAL, "The message was sent too long ago"),
  MESSAGE_FROM_FUTURE(409, 9, FINAL, "The message was sent in the future"),
  PENALTY_NOT_FOUND(404, 5, FINAL, "No such penalty counts"),
  TOO_MANY_PENALTIES(409, 8, FINAL, "As many penalties as may count do"),
  NODE_NOT_ASSIGNED(409, 9, FINAL, "Another node has the job"),
  NODE_NOT_ELIGIBLE(409, 9, FINAL, "The node may not have the job"),
  NODE_ALREADY_TRIED(409, 9, FINAL, "The node has tried the job, and there are others"),
  ATTEMPT_SUPERSEDED(409, 9, FINAL, "A later attempt has begun"),
  CONFIG_INVALID(422, 3, FINAL, "The configuration cannot be published"),
  CONFIGURATION_NOT_FOUND(404, 5, FINAL, "The network has no such version"),
  VERSION_MISMATCH(412, 10, FINAL, "Another version is in force"),
  MODEL_NOT_FOUND(404, 5, FINAL, "The network has no such model"),
  MODEL_EXISTS(409, 6, FINAL, "The network has this version of the model"),
  MODEL_STATUS_INVALID(409, 9, FINAL, "A model's status only moves forward"),

  INVALID_REQUEST(400, 3, FINAL, "The request is not valid"),
  BATCH_TOO_LARGE(422, 3, FINAL, "A batch may have 1,000 commands"),
  BATCH_SPANS_SLOTS(422, 9, FINAL, "The commands of an atomic batch must be of one slot"),
  TOO_MANY_GROUPS(422, 3, FINAL, "The answer would have more than 10,000 groups"),
  IDEMPOTENCY_KEY_REQUIRED(400, 3, FINAL, "An idempotency key is required"),
  IDEMPOTENCY_KEY_REUSED(422, 6, FINAL, "The idempotency key was used for another request"),
  REASON_REQUIRED(400, 3, FINAL, "A reason is required"),
  UNAUTHENTICATED(401, 16, FINAL, "A valid token is required"),
  PERMISSION_DENIED(403, 7, FINAL, "The token's role may not do this"),
  NOT_FOUND(404, 5, FINAL, "Nothing is here"),
  METHOD_NOT_ALLOWED(405, 12, FINAL, "The method is not allowed here"),
  NOT_ACCEPTABLE(406, 3, FINAL, "No acceptable representation"),
  REQUEST_TIMEOUT(408, 4, RETRY, "The request did not arrive in time"),
  BODY_TOO_LARGE(413, 8, FINAL, "The body is too large"),
  UNSUPPORTED_MEDIA_TYPE(415, 3, FINAL, "The body must be application/json"),

  RATE_LIMITED(429, 8, RETRY, "The principal asks more often than it may"),
  OVERLOADED(429, 8, RETRY, "Too much is waiting"),
  DEADLINE_EXCEEDED(504, 4, RETRY, "The deadline passed before the command was executed"),
  UNAVAILABLE(503, 14, RETRY, "The database cannot be reached"),
  SHUTTING_DOWN(503, 14, RETRY, "Core is shutting down"),
  OUTCOME_UNKNOWN(503, 14, UNKNOWN, "The outcome is not known"),
  INTERNAL(500, 13, FINAL, "Core failed");

  private static final Map<RefusalCode, ErrorCode> REFUSALS = new EnumMap<>(RefusalCode.class);

  static {
    for (RefusalCode refusal : RefusalCode.values()) {
      REFUSALS.put(refusal, valueOf(refusal.name()));
    }
  }

  private final String code = name().toLowerCase(Locale.ROOT);
  private final int httpStatus;
  private final int grpcStatus;
  private final Certainty certainty;
  private final String title;

  ErrorCode(int httpStatus, int grpcStatus, Certainty certainty, String title) {
    this.httpStatus = httpStatus;
    this.grpcStatus = grpcStatus;
    this.certainty = certainty;
    this.title = title;
  }

  public static ErrorCode of(RefusalCode refusal) {
    return Objects.requireNonNull(REFUSALS.get(refusal));
  }

  /** The stable name, in snake case. */
  public String code() {
    return code;
  }

  public int httpStatus() {
    return httpStatus;
  }

  public int grpcStatus() {
    return grpcStatus;
  }

  public Certainty certainty() {
    return certainty;
  }

  public String title() {
    return title;
  }
}
