-- What only the base has; its sources and territories go like those of any layer.
DELETE FROM echelle_vintage;
DELETE FROM echelle_face;
DELETE FROM echelle_arc;
DELETE FROM echelle_commune;
DELETE FROM echelle_postal_code;
DELETE FROM echelle_siren;
DELETE FROM echelle_population;
DELETE FROM echelle_place;
DELETE FROM echelle_succession;
DELETE FROM echelle_succession_commune;
