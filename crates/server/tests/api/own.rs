//! Territories of people's own: kept in a real store, then asked about like any other.

use std::sync::Arc;

use atlas::Atlas;
use axum::{
    Router,
    body::Body,
    http::{Method, Request, header},
};
use dataset::Collection;
use http_body_util::BodyExt;
use serde_json::{Value, json};
use server::{Keeper, Loaded, Options, Site, router};
use store::{Change, GeoPackageStore, Store};
use tempfile::TempDir;
use tower::ServiceExt;

use crate::{
    country,
    support::{Answer, expect, post_json},
};

/// A server that keeps what it is given, and follows its store.
struct Keeping {
    folder: Arc<TempDir>,
    app: Router,
}

fn loaded(store: &GeoPackageStore) -> Loaded {
    let snapshot = store.load().unwrap();
    let records = store.records(Collection::OwnTerritories).unwrap();
    Loaded { atlas: Atlas::new(snapshot.dataset).unwrap().0, records }
}

impl Keeping {
    /// Inside a runtime, on which the store is followed.
    fn start() -> Self {
        let folder = Arc::new(tempfile::tempdir().unwrap());
        let path = folder.path().join("store.gpkg");
        let dataset = country::dataset();
        let mut store = GeoPackageStore::create(&path).unwrap();
        let base = Change::Base(dataset.base.as_ref().unwrap());
        let changes: Vec<_> =
            [base].into_iter().chain(dataset.layers.iter().map(Change::Layer)).collect();
        store.write(&changes, &mut |_| {}).unwrap();
        let site = Site::new(loaded(&store), "one", Vec::new());
        let file = path.clone();
        let keeper = Keeper::new(move || Ok(Box::new(GeoPackageStore::open(&file)?)));
        let (following, news) = (site.clone(), keeper.clone());
        tokio::spawn(async move {
            loop {
                news.written().await;
                let store = GeoPackageStore::open_read_only(&path).unwrap();
                let version = store.version().unwrap().to_string();
                following.swap(loaded(&store), &version);
            }
        });
        let options = Options { keeper: Some(keeper), ..Options::default() };
        Self { folder, app: router(site, &options) }
    }

    async fn ask(&self, method: Method, path: &str, key: &str, body: Option<Value>) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        if !key.is_empty() {
            request = request.header(header::AUTHORIZATION, format!("Bearer {key}"));
        }
        let body = match body {
            None => Body::empty(),
            Some(body) => {
                request = request.header(header::CONTENT_TYPE, "application/json");
                Body::from(body.to_string())
            }
        };
        self.send(request.body(body).unwrap()).await
    }

    async fn send(&self, request: Request<Body>) -> Answer {
        let (parts, body) = self.app.clone().oneshot(request).await.unwrap().into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    async fn get(&self, path: &str) -> Answer {
        self.ask(Method::GET, path, "", None).await
    }

    async fn keep(&self, body: Value) -> Answer {
        self.ask(Method::POST, "/api/own-territories?vintage=2025", "", Some(body)).await
    }
}

fn run(test: impl Future<Output = ()>) {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap().block_on(test);
}

const NAME: &str = "Cœur <b>vallée</b>";

fn communes() -> Value {
    json!({"name": NAME, "nature": "lived", "communes": ["10001", "10002"]})
}

#[test]
fn kept_ground_is_a_territory_like_any_other() {
    run(async {
        let server = Keeping::start();
        let kept = server.keep(communes()).await;
        expect(&kept, "kept", 201, "edit_key");
        let kept = kept.json();
        let id = kept["id"].as_str().unwrap();
        assert!(id.starts_with("territoire-vecu:coeur-b-vallee-b-"), "{id}");
        let territory = server.get(&format!("/api/territories/{id}")).await;
        expect(&territory, "detail", 200, "\"name\":\"Cœur <b>vallée</b>\"");
        let found = server.get("/api/territories?q=coeur%20vallee").await;
        expect(&found, "search", 200, id);
        for question in ["overlaps", "straddle", "actors", "funding", "geometry"] {
            let answer = server.get(&format!("/api/territories/{id}/{question}")).await;
            expect(&answer, question, 200, id);
        }
        let around = server.get("/api/territories/commune:10002/overlaps").await;
        expect(&around, "the other way", 200, id);
        let list = server.get("/api/own-territories").await;
        expect(&list, "list", 200, id);
        assert!(!list.text().contains("key"), "{}", list.text());
    });
}

#[test]
fn its_communes_follow_the_vintages_and_it_says_what_changed() {
    run(async {
        let server = Keeping::start();
        let kept = server.keep(communes()).await.json();
        let id = kept["id"].as_str().unwrap();
        let now = server.get(&format!("/api/own-territories/{id}")).await.json();
        assert_eq!(now["vintage"], 2025);
        let change = &now["changes"][0];
        assert_eq!((&change["code"], &change["kept"]), (&json!("10001"), &json!(false)));
        assert_eq!(change["communes"][0]["id"], "commune:10000");
        assert_eq!(change["events"][0]["event"], "merged");
        assert_eq!(now["changes"].as_array().unwrap().len(), 1);
        let then = server.get(&format!("/api/own-territories/{id}?vintage=2025")).await.json();
        assert_eq!(then["changes"], json!([]));
        // The ground is what its author chose, not the whole of the commune it is in now.
        let overlaps = format!("/api/territories/{id}/overlaps?kinds=commune");
        let shares = server.get(&overlaps).await.json();
        let of = |id: &str| {
            let all = shares["overlaps"].as_array().unwrap().iter();
            all.clone().find(|one| one["territory"]["id"] == id).unwrap()["relation"].clone()
        };
        assert_eq!(of("commune:10000"), "overlaps");
        assert_eq!(of("commune:10002"), "contains");
    });
}

#[test]
fn its_key_renames_and_removes_it() {
    run(async {
        let server = Keeping::start();
        let polygon = json!({"type": "Polygon", "coordinates":
            [[[2.05, 45.05], [2.25, 45.05], [2.25, 45.15], [2.05, 45.05]]]});
        let body = json!({"name": "Zone", "nature": "decided", "polygon": polygon});
        let kept = server.keep(body).await;
        expect(&kept, "kept", 201, "perimetre:zone-");
        let place = kept.header("location").to_owned();
        let key = kept.json()["edit_key"].as_str().unwrap().to_owned();
        let rename = |key: &'static str| (Method::PATCH, key, Some(json!({"name": "Autre zone"})));
        for (method, wrong, body) in [rename(""), rename("00"), (Method::DELETE, "00", None)] {
            let status = if wrong.is_empty() { 401 } else { 403 };
            let refused = server.ask(method, &place, wrong, body).await;
            expect(&refused, wrong, status, "clé");
        }
        let renamed =
            server.ask(Method::PATCH, &place, &key, Some(json!({"name": "Autre zone"}))).await;
        expect(&renamed, "renamed", 200, "changed_on");
        expect(&server.get(&place).await, "renamed", 200, "Autre zone");
        let gone = server.ask(Method::DELETE, &place, &key, None).await;
        assert_eq!(gone.status, 204);
        expect(&server.get(&place).await, "gone", 404, "gardé ici");
        let territory = place.replace("own-territories", "territories");
        expect(&server.get(&territory).await, "gone", 404, "");
        assert!(server.folder.path().exists());
    });
}

#[test]
fn what_cannot_be_kept_is_refused_and_named() {
    run(async {
        let server = Keeping::start();
        let ground = json!({"communes": ["10001"]});
        let with = |name: Value, nature: Value| {
            let mut body = ground.clone();
            body["name"] = name;
            body["nature"] = nature;
            body
        };
        let cases = [
            (with(Value::Null, json!("lived")), 422, "name"),
            (with(json!("  "), json!("lived")), 422, "name"),
            (with(json!("x".repeat(121)), json!("lived")), 422, "name"),
            (with(json!("a\u{202e}b"), json!("lived")), 422, "name"),
            (with(json!("a"), json!("wished")), 422, "nature"),
            (with(json!("a"), Value::Null), 422, "nature"),
            (json!({"name": "a", "nature": "lived"}), 422, "communes"),
            (json!({"name": "a", "nature": "lived", "communes": []}), 422, "communes"),
            (json!({"name": "a", "nature": "lived", "communes": ["99999"]}), 422, "communes"),
            (json!({"name": 1, "nature": "lived", "communes": ["10001"]}), 422, "JSON"),
            (
                json!({"name": "a", "nature": "lived", "polygon": {"type": "Point", "coordinates": [2, 45]}}),
                422,
                "polygon",
            ),
            (
                json!({"name": "a", "nature": "lived", "polygon": {"type": "Polygon", "coordinates":
                [[[-70, 10], [-71, 10], [-71, 11], [-70, 10]]]}}),
                422,
                "polygon",
            ),
        ];
        for (body, status, fragment) in cases {
            let what = body.to_string();
            expect(&server.keep(body).await, &what, status, fragment);
        }
        let list = server.get("/api/own-territories").await.json();
        assert_eq!(list["total"], 0, "nothing was kept");
    });
}

#[test]
fn pages_of_other_sites_keep_nothing() {
    run(async {
        let server = Keeping::start();
        let from = |origin: &str| {
            Request::post("/api/own-territories")
                .header(header::HOST, "carte.example")
                .header(header::ORIGIN, origin)
                .header(header::CONTENT_TYPE, "application/json")
                .body(Body::from(communes().to_string()))
                .unwrap()
        };
        let elsewhere = server.send(from("https://ailleurs.example")).await;
        expect(&elsewhere, "elsewhere", 403, "autre site");
        expect(&server.send(from("null")).await, "nowhere", 403, "autre site");
        let own = server.send(from("https://carte.example")).await;
        expect(&own, "its own page", 201, "edit_key");
    });
}

#[test]
fn a_server_that_only_answers_says_so() {
    let refused = post_json("/api/own-territories", communes().to_string());
    expect(&refused, "read only", 403, "n’enregistre rien");
}
