INSERT INTO gpkg_geometry_columns (table_name, column_name, geometry_type_name, srs_id, z, m)
VALUES (?1, 'geom', 'MULTIPOLYGON', 4326, 0, 0)
