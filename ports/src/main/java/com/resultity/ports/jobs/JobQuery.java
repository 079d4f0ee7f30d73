package com.resultity.ports.jobs;

import com.resultity.domain.jobs.JobStatus;
import com.resultity.domain.network.Network;
import com.resultity.domain.nodes.NodeId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs to list, newest first. What is null excludes nothing.
 *
 * @param nodeId the node that works on it or did last
 * @param from the first time of submission that counts
 * @param to the first time of submission that counts no more
 * @param before the cursor of the page before
 * @param limit the most to answer
 */
public record JobQuery(
    @Nullable UUID namespaceId,
    @Nullable NodeId nodeId,
    @Nullable String model,
    @Nullable JobStatus state,
    @Nullable Network network,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable UUID before,
    int limit) {}
