/** Where balances, grants, holds, entries and payments are kept and read. */
@NullMarked
package com.resultity.pg.ledger;

import org.jspecify.annotations.NullMarked;
