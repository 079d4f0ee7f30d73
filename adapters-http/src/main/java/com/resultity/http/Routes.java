package com.resultity.http;

import java.util.List;

/** The routes of one area. */
@FunctionalInterface
public interface Routes {
  List<Route> routes();
}
