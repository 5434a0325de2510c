//! The API's reference as a page without script, written from its description.

use std::fmt::{self, Write};

use serde_json::Value;

/// What each operation does, in French; the description itself is in English.
const FRENCH: [(&str, &str); 15] = [
    ("search", "Les territoires qu’un texte peut désigner, le plus probable d’abord."),
    ("territory", "Un territoire en entier."),
    ("resolve", "Les communes qui tiennent aujourd’hui le sol d’un ancien code, et l’événement."),
    ("locate", "Les territoires qui contiennent un point."),
    ("locateMany", "Les territoires de chaque point d’un flux CSV ou JSON, sans limite de taille."),
    (
        "overlaps",
        "Ce qui recouvre un territoire : habitants et surface en commun, parts de chacun.",
    ),
    ("overlapsOfGround", "Ce qui recouvre un polygone ou un panier de communes."),
    ("geometry", "Le contour d’un territoire, en GeoJSON ou en TopoJSON."),
    ("outline", "Le contour d’un panier de communes."),
    ("pieces", "Les morceaux entre lesquels les limites d’un type coupent un territoire."),
    ("piecesOfGround", "Les mêmes pour un polygone ou un panier de communes."),
    ("layer", "La description d’une couche de tuiles (TileJSON 3)."),
    ("tile", "Une tuile vectorielle."),
    ("stats", "Ce qui est chargé, et ce qui manque."),
    ("health", "Le serveur tourne."),
];

/// A text with the signs of HTML made harmless.
struct Escaped<'a>(&'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for letter in self.0.chars() {
            match letter {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                letter => f.write_char(letter)?,
            }
        }
        Ok(())
    }
}

/// The whole page.
pub(crate) fn page(description: &Value) -> String {
    let mut html = String::with_capacity(32 << 10);
    // Writing to a String does not fail.
    let _ = write_page(&mut html, description);
    html
}

fn write_page(html: &mut String, description: &Value) -> fmt::Result {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    html.push_str(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>Échelle · API</title><link rel=\"stylesheet\" href=\"/docs.css\"></head><body>\n",
    );
    let info = &description["info"];
    write!(
        html,
        "<header><h1>Échelle · API <small>{}</small></h1>\n\
         <p lang=\"fr\">Les mêmes questions que la page, pour les programmes. Description pour les \
         machines : <a href=\"/api/openapi.json\">openapi.json</a> (OpenAPI 3.1).</p>\n<p>{}</p>\
         </header>\n<main>\n",
        Escaped(&text(&info["version"])),
        Escaped(&text(&info["description"])),
    )?;
    for tag in description["tags"].as_array().into_iter().flatten() {
        let name = text(&tag["name"]);
        let description_of_tag = text(&tag["description"]);
        writeln!(html, "<section><h2>{}</h2>", Escaped(&description_of_tag))?;
        for (path, method, operation) in operations(description) {
            if operation["tags"][0] == name.as_str() {
                write_operation(html, description, path, method, operation)?;
            }
        }
        html.push_str("</section>\n");
    }
    html.push_str("</main></body></html>\n");
    Ok(())
}

/// Every operation with its path and method.
fn operations(description: &Value) -> impl Iterator<Item = (&str, &str, &Value)> {
    let paths = description["paths"].as_object().into_iter().flatten();
    paths.flat_map(|(path, item)| {
        ["get", "post"]
            .into_iter()
            .filter_map(move |method| Some((path.as_str(), method, item.get(method)?)))
    })
}

fn write_operation(
    html: &mut String,
    description: &Value,
    path: &str,
    method: &str,
    operation: &Value,
) -> fmt::Result {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let id = text(&operation["operationId"]);
    writeln!(
        html,
        "<article id=\"{0}\"><h3><span class=\"method\">{1}</span> <code>{2}</code></h3>",
        Escaped(&id),
        method.to_uppercase(),
        Escaped(path)
    )?;
    if let Some((_, french)) = FRENCH.iter().find(|(known, _)| *known == id) {
        writeln!(html, "<p lang=\"fr\">{french}</p>")?;
    }
    writeln!(html, "<p>{}</p>", Escaped(&text(&operation["summary"])))?;
    if let Some(more) = operation["description"].as_str() {
        writeln!(html, "<p>{}</p>", Escaped(more))?;
    }
    write_parameters(html, operation)?;
    if let Some(example) = example(path, method, operation) {
        writeln!(html, "<p>→ <a href=\"{0}\">{0}</a></p>", Escaped(&example))?;
    }
    write_content(html, "In", &operation["requestBody"]["content"], description)?;
    write_content(html, "Out", &operation["responses"]["200"]["content"], description)?;
    html.push_str("</article>\n");
    Ok(())
}

fn write_parameters(html: &mut String, operation: &Value) -> fmt::Result {
    let Some(parameters) = operation["parameters"].as_array() else { return Ok(()) };
    html.push_str("<dl>\n");
    for parameter in parameters {
        let required = if parameter["required"] == true { " *" } else { "" };
        writeln!(
            html,
            "<dt><code>{}</code>{required}</dt><dd>{}</dd>",
            Escaped(parameter["name"].as_str().unwrap_or_default()),
            Escaped(parameter["description"].as_str().unwrap_or_default()),
        )?;
    }
    html.push_str("</dl>\n");
    Ok(())
}

/// An address to try, for a question that needs no body.
fn example(path: &str, method: &str, operation: &Value) -> Option<String> {
    if method != "get" {
        return None;
    }
    let mut address = path.to_owned();
    let mut between = '?';
    for parameter in operation["parameters"].as_array().into_iter().flatten() {
        let name = parameter["name"].as_str()?;
        let schema = &parameter["schema"]["example"];
        let example = [&parameter["example"], schema].into_iter().find(|value| !value.is_null());
        let example = example.map(|value| value.as_str().map_or(value.to_string(), str::to_owned));
        if parameter["in"] == "path" {
            address = address.replace(&format!("{{{name}}}"), &example?);
        } else if let (Some(example), true) =
            (example, parameter["required"] == true || name == "q")
        {
            let _ = write!(address, "{between}{name}={example}");
            between = '&';
        }
    }
    Some(address)
}

/// The media types of a body, with the members of its schema.
fn write_content(html: &mut String, label: &str, content: &Value, all: &Value) -> fmt::Result {
    for (media, content) in content.as_object().into_iter().flatten() {
        write!(html, "<details><summary>{label}: <code>{}</code></summary>", Escaped(media))?;
        let reference = content["schema"]["$ref"].as_str().unwrap_or_default();
        let schema = reference
            .strip_prefix('#')
            .and_then(|pointer| all.pointer(pointer))
            .unwrap_or(&content["schema"]);
        let shown = serde_json::to_string_pretty(schema).map_err(|_| fmt::Error)?;
        writeln!(html, "<pre>{}</pre></details>", Escaped(&shown))?;
    }
    Ok(())
}
