package com.resultity.ports.jobs;

import com.resultity.domain.network.Network;
import com.resultity.domain.network.Priority;

/** Jobs that compete for the same nodes. */
public record Lane(Network network, String model, Priority priority) {}
