package com.resultity.ports.accounts;

import com.resultity.domain.accounts.ApiKey;
import com.resultity.domain.accounts.Namespace;
import com.resultity.ports.ledger.Standing;

/**
 * All that a service asks of a key before it serves its holder.
 *
 * @param debtLimit microcredits that the namespace may owe
 */
public record KeyStanding(ApiKey key, Namespace namespace, Standing standing, long debtLimit) {}
