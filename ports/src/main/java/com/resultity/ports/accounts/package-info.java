/** What Core answers about accounts and namespaces. Changing them goes through {@code journal}. */
@NullMarked
package com.resultity.ports.accounts;

import org.jspecify.annotations.NullMarked;
