package com.resultity.http;

import com.resultity.grpc.GrpcDoor;

/** Breaks the rules of names and of doors, to show that they can fail. */
public record BreakerImpl(GrpcDoor door) {}
