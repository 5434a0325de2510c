DELETE FROM gpkg_geometry_columns WHERE table_name IN (SELECT view FROM echelle_kind);
DELETE FROM gpkg_contents WHERE table_name IN (SELECT view FROM echelle_kind);
DELETE FROM echelle_kind;
