-- Lists of jobs, newest first: ids are in the order of time, so each index ends with them.
-- A partitioned table's indexes cannot be built concurrently: jobs wait while they are.
-- squawk-ignore-file require-concurrent-index-creation

CREATE INDEX job_of_namespace ON jobs.job (namespace_id, id);
CREATE INDEX job_of_node ON jobs.job (node_id, id) WHERE node_id IS NOT NULL;
CREATE INDEX job_of_model ON jobs.job (model, id);
-- Most jobs are completed, and found by what else is asked of them.
CREATE INDEX job_of_status ON jobs.job (status, id) WHERE status <> 'completed';
