-- The R-tree of echelle_outline and the triggers that keep it, as extension F.3 of GeoPackage 1.3
-- writes them, so that other programs keep it too.

CREATE VIRTUAL TABLE rtree_echelle_outline_geom USING rtree (id, minx, maxx, miny, maxy);

CREATE TRIGGER rtree_echelle_outline_geom_insert AFTER INSERT ON echelle_outline
WHEN (new.geom NOT NULL AND NOT ST_IsEmpty(new.geom))
BEGIN
    INSERT OR REPLACE INTO rtree_echelle_outline_geom
    VALUES (new.id, ST_MinX(new.geom), ST_MaxX(new.geom), ST_MinY(new.geom), ST_MaxY(new.geom));
END;

CREATE TRIGGER rtree_echelle_outline_geom_update1 AFTER UPDATE OF geom ON echelle_outline
WHEN old.id = new.id AND (new.geom NOTNULL AND NOT ST_IsEmpty(new.geom))
BEGIN
    INSERT OR REPLACE INTO rtree_echelle_outline_geom
    VALUES (new.id, ST_MinX(new.geom), ST_MaxX(new.geom), ST_MinY(new.geom), ST_MaxY(new.geom));
END;

CREATE TRIGGER rtree_echelle_outline_geom_update2 AFTER UPDATE OF geom ON echelle_outline
WHEN old.id = new.id AND (new.geom ISNULL OR ST_IsEmpty(new.geom))
BEGIN
    DELETE FROM rtree_echelle_outline_geom WHERE id = old.id;
END;

CREATE TRIGGER rtree_echelle_outline_geom_update3 AFTER UPDATE ON echelle_outline
WHEN old.id != new.id AND (new.geom NOTNULL AND NOT ST_IsEmpty(new.geom))
BEGIN
    DELETE FROM rtree_echelle_outline_geom WHERE id = old.id;
    INSERT OR REPLACE INTO rtree_echelle_outline_geom
    VALUES (new.id, ST_MinX(new.geom), ST_MaxX(new.geom), ST_MinY(new.geom), ST_MaxY(new.geom));
END;

CREATE TRIGGER rtree_echelle_outline_geom_update4 AFTER UPDATE ON echelle_outline
WHEN old.id != new.id AND (new.geom ISNULL OR ST_IsEmpty(new.geom))
BEGIN
    DELETE FROM rtree_echelle_outline_geom WHERE id IN (old.id, new.id);
END;

CREATE TRIGGER rtree_echelle_outline_geom_delete AFTER DELETE ON echelle_outline
WHEN old.geom NOT NULL
BEGIN
    DELETE FROM rtree_echelle_outline_geom WHERE id = old.id;
END;

INSERT INTO gpkg_extensions (table_name, column_name, extension_name, definition, scope)
VALUES ('echelle_outline', 'geom', 'gpkg_rtree_index',
        'http://www.geopackage.org/spec130/#extension_rtree', 'write-only');
