/** The routes about accounts and namespaces. */
@NullMarked
package com.resultity.http.accounts;

import org.jspecify.annotations.NullMarked;
