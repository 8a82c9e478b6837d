-- demo_plan_quiz(version)
SELECT id FROM quiz WHERE version = :version;
