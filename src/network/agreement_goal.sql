-- agreement_goal_list(agreement)
SELECT clause, goal FROM agreement_goal
 WHERE agreement = :agreement ORDER BY clause LIMIT 12;

-- agreement_goal_clauses(agreement)
SELECT COALESCE(MAX(position), 0) FROM agreement_clause
 WHERE agreement = :agreement;

-- agreement_goal_of(agreement, clause)
SELECT goal FROM agreement_goal
 WHERE agreement = :agreement AND clause = :clause;

-- agreement_goal_put(agreement, clause, goal)
INSERT INTO agreement_goal (agreement, clause, goal)
VALUES (:agreement, :clause, :goal)
ON CONFLICT (agreement, clause) DO UPDATE SET goal = :goal;
