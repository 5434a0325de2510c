-- What makes the questions fast. Areas are measured in the plane of EPSG:3035, where they are true,
-- and the change of plane is done here once.
CREATE INDEX ON membership (territory) INCLUDE (face, fraction, people, area);
CREATE INDEX ON membership (face) INCLUDE (territory, fraction, people, area);
CREATE INDEX faces_geom ON faces USING gist (geom);
CLUSTER faces USING faces_geom;

CREATE TABLE ground AS
  SELECT face, people, area, ST_MakeValid(ST_Transform(geom, 3035)) AS flat FROM faces;
CREATE INDEX ground_flat ON ground USING gist (flat);
CREATE INDEX ON ground (face);
CLUSTER ground USING ground_flat;

CREATE TABLE shapes AS
  SELECT territory, ST_MakeValid(ST_Transform(geom, 3035)) AS flat FROM outlines;
CREATE INDEX shapes_flat ON shapes USING gist (flat);
CREATE UNIQUE INDEX ON shapes (territory);
CLUSTER shapes USING shapes_flat;

CREATE TABLE sketches AS
  SELECT drawn, ST_Transform(geom, 3035) AS flat FROM drawn;
CREATE UNIQUE INDEX ON sketches (drawn);

VACUUM (FREEZE, ANALYZE);
