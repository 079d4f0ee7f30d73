/**
 * Who may do what: principals as tokens name them, the table of roles and operations that both
 * doors read, and the gate that keeps a narrowed token inside its account or namespace.
 */
@NullMarked
package com.resultity.ports.access;

import org.jspecify.annotations.NullMarked;
