"""What was done about a late promise stays written down: a step is added, never changed or taken away."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION obligations_steps_are_only_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'steps are only added: % is refused', TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER obligations_steps_are_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON obligations_step
    FOR EACH STATEMENT EXECUTE FUNCTION obligations_steps_are_only_added();
"""

ALLOW = """
DROP TRIGGER obligations_steps_are_only_added ON obligations_step;
DROP FUNCTION obligations_steps_are_only_added();
"""


class Migration(migrations.Migration):
    dependencies = [("obligations", "0001_initial")]

    operations = [migrations.RunSQL(REFUSE, ALLOW)]
