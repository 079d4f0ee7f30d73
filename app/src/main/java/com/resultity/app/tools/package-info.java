/**
 * Commands for people that ask a running Core over HTTP and print what it answers. They see what
 * their token may see, and nothing of Core's insides.
 */
@NullMarked
package com.resultity.app.tools;

import org.jspecify.annotations.NullMarked;
