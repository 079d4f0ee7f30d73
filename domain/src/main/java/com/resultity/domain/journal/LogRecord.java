package com.resultity.domain.journal;

import com.resultity.domain.accounts.AccountRecord;
import com.resultity.domain.accounts.KeyRecord;
import com.resultity.domain.accounts.NamespaceRecord;
import com.resultity.domain.jobs.JobRecord;
import com.resultity.domain.ledger.LedgerRecord;
import com.resultity.domain.network.NetworkRecord;
import com.resultity.domain.nodes.NodeRecord;

/** An immutable fact in the past tense: what a decided command made true. */
public sealed interface LogRecord
    permits AccountRecord,
        JobRecord,
        KeyRecord,
        LedgerRecord,
        NamespaceRecord,
        NetworkRecord,
        NodeRecord {}
