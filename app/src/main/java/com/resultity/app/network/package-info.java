/** What network configuration needs of libraries: how documents differ. */
@NullMarked
package com.resultity.app.network;

import org.jspecify.annotations.NullMarked;
