/** Where accounts, contacts and namespaces are kept and read. */
@NullMarked
package com.resultity.pg.accounts;

import org.jspecify.annotations.NullMarked;
