/**
 * Who owns what: accounts, which live in the registry, and namespaces, the billing boundary inside
 * an account, which live in the account's home slot. Balances are not here but in {@code ledger}.
 */
@NullMarked
package com.resultity.domain.accounts;

import org.jspecify.annotations.NullMarked;
