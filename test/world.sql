-- world_acts(act)
SELECT COUNT(*) FROM record WHERE act = :act;

-- world_credentials(person)
SELECT COUNT(*) FROM credential WHERE person = :person;

-- world_enrolments(person)
SELECT COUNT(*) FROM enrolment WHERE person = :person;

-- world_persons()
SELECT COUNT(*) FROM person;

-- world_values()
SELECT COUNT(*) FROM record_value;

-- world_erase()   as erasing a person's values does it
DELETE FROM record_value;

-- world_forge(chain_no)
UPDATE record SET act = 'forged' WHERE chain_no = :chain_no;

-- world_forge_first()   before it is sealed
UPDATE record SET act = 'forged' WHERE id = (SELECT MIN(id) FROM record);

-- world_last_hash()
SELECT chain_hash FROM record
 WHERE chain_no = (SELECT MAX(chain_no) FROM record);

-- world_lose_counters(node)
DELETE FROM counter WHERE node = :node;

-- world_lose_answers(node)
DELETE FROM question_count WHERE node = :node;

-- world_leave_uncounted(person)
UPDATE affiliation SET to_date = '2026-06-01' WHERE person = :person;

-- world_hand_over(person, enrolment)   as if two had been one person
UPDATE credential SET person = :person WHERE enrolment = :enrolment;
