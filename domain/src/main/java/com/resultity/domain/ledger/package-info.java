/**
 * Prepaid credits: grants, holds pinned to slices of grants, settlement, expiry and debt, in double
 * entry. Every rule is a pure function of a command, the state it touches and the block's time.
 * Prices are not here: they belong to {@code network}.
 */
@NullMarked
package com.resultity.domain.ledger;

import org.jspecify.annotations.NullMarked;
