SELECT succession, code FROM echelle_succession_commune ORDER BY id
