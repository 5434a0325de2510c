//! What other programs see: one polygon layer for each kind of territory, at the latest vintage.
//!
//! The layers are views over the one table `echelle_outline`, which the standard allows, rather
//! than a table each. Outlines are computed from faces and replaced by the next import: in a view
//! QGIS shows them and does not let a person edit what would be lost. There is one spatial index
//! instead of two dozen, which GDAL finds behind a view, and a new kind costs one row and no index.
//!
//! A view has the name of its kind with `_` for `-`: `commune`, `bassin_de_vie`. Tables have
//! reserved prefixes; the rare kind that would take one is shown as `kind_…` (see [`view_name`]).

use rusqlite::{Connection, params};
use territory::{Kind, Language, Vintage};

use super::read::damaged;
use crate::error::Fault;

/// Prefixes that tables of the program, of the standard and of SQLite have, and our way out.
const RESERVED: [&str; 5] = ["echelle_", "gpkg_", "rtree_", "sqlite_", "kind_"];

/// A kind that has outlines, and the extent of those that are not empty: west, east, south, north.
struct Shown {
    kind: Kind,
    extent: [Option<f64>; 4],
}

/// Makes the views and the OGC tables that list them agree with the outlines.
pub(super) fn refresh(connection: &Connection, latest: Option<Vintage>) -> Result<(), Fault> {
    remove_views(connection)?;
    let mut shown = kinds(connection)?;
    shown.sort_by_key(|shown| shown.kind.rank());
    let mut whole = [None; 4];
    for Shown { kind, extent } in &shown {
        let view = view_name(kind);
        connection.execute_batch(&create_view(&view, kind))?;
        connection.execute(sql!("catalogue/insert_kind"), params![kind.as_str(), view])?;
        let [west, east, south, north] = extent;
        connection.execute(
            sql!("catalogue/insert_contents"),
            params![view, description(kind, latest), west, east, south, north],
        )?;
        connection.execute(sql!("catalogue/insert_geometry_column"), [view])?;
        whole = around(whole, *extent);
    }
    let [west, east, south, north] = whole;
    connection.execute(
        sql!("catalogue/set_extent"),
        params!["echelle_outline", west, east, south, north],
    )?;
    connection.execute(sql!("catalogue/touch"), [])?;
    Ok(())
}

/// The name of the view of a kind. No two kinds have the same: a slug has no `_` of its own, and
/// only names that would be reserved start with `kind_`.
fn view_name(kind: &Kind) -> String {
    let name = kind.as_str().replace('-', "_");
    if RESERVED.iter().any(|prefix| name.starts_with(prefix)) {
        format!("kind_{name}")
    } else {
        name
    }
}

/// Names cannot be bound. These are made of `a-z`, `0-9`, `-` and `_` only: [`Kind`] holds nothing
/// else, so there is nothing to escape.
fn create_view(view: &str, kind: &Kind) -> String {
    sql!("catalogue/create_view").replace("{view}", view).replace("{kind}", kind.as_str())
}

fn description(kind: &Kind, latest: Option<Vintage>) -> String {
    let label = kind.label(Language::French, true);
    latest.map_or_else(|| label.to_owned(), |year| format!("{label} au 1er janvier {year}"))
}

fn remove_views(connection: &Connection) -> Result<(), Fault> {
    let mut statement = connection.prepare(sql!("catalogue/views"))?;
    let views: Vec<String> =
        statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    for view in views {
        // The name comes from the file: what ends the quotes would end the statement.
        let view = view.replace('"', "\"\"");
        connection.execute_batch(&sql!("catalogue/drop_view").replace("{view}", &view))?;
    }
    connection.execute_batch(sql!("catalogue/forget_views"))?;
    Ok(())
}

fn kinds(connection: &Connection) -> Result<Vec<Shown>, Fault> {
    let mut statement = connection.prepare(sql!("catalogue/kinds"))?;
    let mut rows = statement.query([])?;
    let mut shown = Vec::new();
    while let Some(row) = rows.next()? {
        let slug: String = row.get(0)?;
        let kind = slug.parse().map_err(damaged)?;
        let extent = [row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?];
        shown.push(Shown { kind, extent });
    }
    Ok(shown)
}

/// The extent around two.
fn around(a: [Option<f64>; 4], b: [Option<f64>; 4]) -> [Option<f64>; 4] {
    let choose = |a: Option<f64>, b: Option<f64>, better: fn(f64, f64) -> f64| match (a, b) {
        (Some(a), Some(b)) => Some(better(a, b)),
        (one, other) => one.or(other),
    };
    [
        choose(a[0], b[0], f64::min),
        choose(a[1], b[1], f64::max),
        choose(a[2], b[2], f64::min),
        choose(a[3], b[3], f64::max),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(kind: &str, expect: &str) {
        assert_eq!(view_name(&kind.parse().unwrap()), expect);
    }

    #[test]
    fn views_are_named_after_kinds_and_never_after_a_table() {
        check("commune", "commune");
        check("bassin-de-vie", "bassin_de_vie");
        check("gpkg-contents", "kind_gpkg_contents");
        check("echelle-arc", "kind_echelle_arc");
        check("kind-gpkg-contents", "kind_kind_gpkg_contents");
        check("sqlite-master", "kind_sqlite_master");
    }

    #[test]
    fn descriptions_say_the_vintage() {
        let latest = Vintage::try_from(2026).ok();
        assert_eq!(description(&Kind::COMMUNE, latest), "communes au 1er janvier 2026");
        assert_eq!(description(&Kind::COMMUNE, None), "communes");
    }
}
