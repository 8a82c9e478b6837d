-- store_last_process()
SELECT node FROM process ORDER BY taken_ms DESC, node DESC LIMIT 1;

-- store_take_process(node, pid, taken_ms)
INSERT INTO process (node, pid, taken_ms, ended_ms)
VALUES (:node, :pid, :taken_ms, NULL)
ON CONFLICT (node) DO UPDATE
   SET pid = excluded.pid, taken_ms = excluded.taken_ms, ended_ms = NULL;

-- store_end_process(ended_ms, node)
UPDATE process SET ended_ms = :ended_ms WHERE node = :node;
