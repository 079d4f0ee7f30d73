/**
 * The door through which everything changes: the committer with its slots, the block and its record
 * lines, and the store it needs. The record lines are the one place in this room that knows JSON.
 */
@NullMarked
package com.resultity.ports.journal;

import org.jspecify.annotations.NullMarked;
