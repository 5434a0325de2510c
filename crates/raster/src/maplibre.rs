//! The engine of maplibre-rs 0.0.3: the opaque ground through Vulkan, all else laid over it by
//! tiny-skia.
//!
//! That release paints polygons in one opaque colour a layer; it has neither translucent fills,
//! nor widths of lines, nor words. Its map is not `Send`: it lives in a thread of its own, which is
//! handed tiles and hands back pixels.

use std::{
    borrow::Cow,
    cell::RefCell,
    panic::{AssertUnwindSafe, catch_unwind},
    rc::Rc,
    sync::mpsc,
    thread,
};

use ::maplibre::{
    context::MapContext,
    headless::{
        HeadlessPlugin, environment::HeadlessEnvironment, map::HeadlessMap,
        window::HeadlessMapWindowConfig,
    },
    io::apc::SchedulerAsyncProcedureCall,
    kernel::{Kernel, KernelBuilder},
    platform::{http_client::ReqwestHttpClient, scheduler::TokioScheduler},
    plugin::Plugin,
    render::{
        RenderPlugin, RenderStageLabel, Renderer,
        graph::RenderGraph,
        resource::Head,
        settings::{Backends, RendererSettings, WgpuSettings},
    },
    schedule::Schedule,
    style::{
        Style,
        layer::{FillPaint, LayerPaint, StyleLayer},
    },
    tcs::{
        system::{System, SystemContainer},
        world::World,
    },
    vector::{DefaultVectorTransferables, VectorPlugin},
    window::{MapWindowConfig, WindowSize},
};
use maps::picture::{Coat, Frame, Picture, draw};
use resvg::tiny_skia::Pixmap;

use crate::{
    engine::{Engine, EngineError, Pixels},
    skia::{Skia, blank, opaque},
    tile::{self, Layer},
};

const NAME: &str = "maplibre";

/// Paints the ground through Vulkan.
#[derive(Debug)]
pub struct MapLibre {
    skia: Skia,
    work: mpsc::Sender<Work>,
}

/// A tile to paint on a square, and where to send its pixels.
struct Work {
    side: u32,
    tile: Vec<u8>,
    layers: Vec<Layer>,
    done: mpsc::Sender<Result<Vec<u8>, String>>,
}

impl MapLibre {
    /// Starts the engine, and paints a first square to see that it works.
    ///
    /// # Errors
    /// Where this machine has no Vulkan driver.
    pub fn start() -> Result<Self, EngineError> {
        let failed = |cause: String| EngineError::Start { engine: NAME, cause };
        let (work, taken) = mpsc::channel::<Work>();
        let (ready, started) = mpsc::channel();
        thread::Builder::new()
            .name(NAME.to_owned())
            .spawn(move || serve(&taken, &ready))
            .map_err(|error| failed(error.to_string()))?;
        started.recv().map_err(|error| failed(error.to_string()))?.map_err(failed)?;
        Ok(Self { skia: Skia::default(), work })
    }
}

impl Engine for MapLibre {
    fn name(&self) -> &'static str {
        NAME
    }

    fn paint(
        &self,
        picture: &Picture<'_>,
        frame: &Frame,
        scale: f32,
    ) -> Result<Pixels, EngineError> {
        let failed = |cause: String| EngineError::Failed { engine: NAME, cause };
        let mut pixmap = blank(picture, frame, scale)?;
        let side = pixmap.width().max(pixmap.height());
        let (tile, layers) =
            tile::encode(picture, frame, scale, side).map_err(|error| failed(error.to_string()))?;
        let (done, painted) = mpsc::channel();
        self.work
            .send(Work { side, tile, layers, done })
            .map_err(|error| failed(error.to_string()))?;
        let square = painted.recv().map_err(|error| failed(error.to_string()))?.map_err(failed)?;
        cut_out(&mut pixmap, &square, side);
        self.skia.lay(&mut pixmap, &draw(picture, frame, Coat::Over), scale)?;
        Ok(opaque(&pixmap))
    }
}

/// Copies the top left of a square over an image.
fn cut_out(pixmap: &mut Pixmap, square: &[u8], side: u32) {
    let row = pixmap.width() as usize * 4;
    let rows = square.chunks_exact(side as usize * 4);
    for (into, from) in pixmap.data_mut().chunks_exact_mut(row).zip(rows) {
        into.copy_from_slice(&from[..row]);
        for pixel in into.chunks_exact_mut(4) {
            pixel[3] = 255;
        }
    }
}

/// The thread of the map: says whether it could start, then paints until nobody asks.
fn serve(taken: &mpsc::Receiver<Work>, ready: &mpsc::Sender<Result<(), String>>) {
    const FIRST: u32 = 256;
    let open = |side: u32| {
        catch_unwind(|| Square::open(side)).unwrap_or_else(|_| Err("it panicked".to_owned()))
    };
    let mut square = match open(FIRST) {
        Ok(square) => Some(square),
        Err(cause) => {
            // Nobody listens any more: nobody is told.
            let _ = ready.send(Err(cause));
            return;
        }
    };
    let _ = ready.send(Ok(()));
    for Work { side, tile, layers, done } in taken {
        // A map has the size it was made with; after a panic it is made anew.
        let fitting = square.take().filter(|square| square.side == side);
        let painted = match fitting.map_or_else(|| open(side), Ok) {
            Err(cause) => Err(cause),
            Ok(mut map) => match catch_unwind(AssertUnwindSafe(|| map.paint(tile, &layers))) {
                Ok(painted) => {
                    square = Some(map);
                    painted
                }
                Err(_) => Err("it panicked".to_owned()),
            },
        };
        let _ = done.send(painted);
    }
}

/// A map of a fixed size, without a window.
struct Square {
    side: u32,
    map: HeadlessMap,
    exchange: Rc<RefCell<Exchange>>,
    runtime: tokio::runtime::Runtime,
}

/// What the map's own plugin takes in and gives out.
#[derive(Default)]
struct Exchange {
    style: Option<Style>,
    pixels: Vec<u8>,
}

impl Square {
    fn open(side: u32) -> Result<Self, String> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .map_err(|error| error.to_string())?;
        let entered = runtime.enter();
        let size = WindowSize::new(side, side).ok_or("a map without size")?;
        let kernel: Kernel<HeadlessEnvironment> = KernelBuilder::new()
            .with_map_window_config(HeadlessMapWindowConfig::new(size))
            .with_http_client(ReqwestHttpClient::new(None))
            .with_apc(SchedulerAsyncProcedureCall::new(TokioScheduler::new()))
            .with_scheduler(TokioScheduler::new())
            .build();
        let window = kernel.map_window_config().create();
        let vulkan = WgpuSettings { backends: Some(Backends::VULKAN), ..WgpuSettings::default() };
        let started = Renderer::initialize_headless(&window, vulkan, RendererSettings::default());
        let renderer = runtime
            .block_on(started)
            .map_err(|error| format!("no Vulkan driver answers ({error:?})"))?;
        let exchange = Rc::new(RefCell::new(Exchange::default()));
        let plugins: Vec<Box<dyn Plugin<HeadlessEnvironment>>> = vec![
            Box::new(RenderPlugin),
            Box::new(VectorPlugin::<DefaultVectorTransferables>::default()),
            Box::new(HeadlessPlugin::new(false)),
            Box::new(Exchanging(Rc::clone(&exchange))),
        ];
        let style = Style { layers: Vec::new(), ..Style::default() };
        let map = HeadlessMap::new(style, renderer, kernel, plugins)
            .map_err(|_| "the map cannot be made".to_owned())?;
        drop(entered);
        Ok(Self { side, map, exchange, runtime })
    }

    /// The pixels of a tile: red, green, blue and alpha, row by row.
    fn paint(&mut self, tile: Vec<u8>, layers: &[Layer]) -> Result<Vec<u8>, String> {
        let names: Vec<&str> = layers.iter().map(|layer| &*layer.name).collect();
        let styled: Result<Vec<StyleLayer>, String> =
            layers.iter().enumerate().map(|(place, layer)| styled(place, layer)).collect();
        self.exchange.borrow_mut().style = Some(Style { layers: styled?, ..Style::default() });
        let tile = self.map.process_tile(tile.into_boxed_slice(), &names);
        let tile = self.runtime.block_on(tile);
        self.map.render_tile(tile);
        let pixels = std::mem::take(&mut self.exchange.borrow_mut().pixels);
        let expected = self.side as usize * self.side as usize * 4;
        if pixels.len() == expected { Ok(pixels) } else { Err("no pixels came back".to_owned()) }
    }
}

/// Index 0 is behind the map's own background: layers begin at 1.
fn styled(place: usize, layer: &Layer) -> Result<StyleLayer, String> {
    let colour = layer.colour.parse().map_err(|_| format!("no colour: {}", layer.colour))?;
    Ok(StyleLayer {
        index: place as u32 + 1,
        id: layer.name.clone(),
        source_layer: Some(layer.name.clone()),
        paint: Some(LayerPaint::Fill(FillPaint { fill_color: Some(colour) })),
        ..StyleLayer::default()
    })
}

/// Changes the style before it goes to the GPU, and reads the image back after.
struct Exchanging(Rc<RefCell<Exchange>>);

impl Plugin<HeadlessEnvironment> for Exchanging {
    fn build(
        &self,
        schedule: &mut Schedule,
        _: Rc<Kernel<HeadlessEnvironment>>,
        _: &mut World,
        _: &mut RenderGraph,
    ) {
        let dress = SystemContainer::new(Dress(Rc::clone(&self.0)));
        schedule.add_system_to_stage(RenderStageLabel::Prepare, dress);
        let read = SystemContainer::new(ReadBack(Rc::clone(&self.0)));
        schedule.add_system_to_stage(RenderStageLabel::Cleanup, read);
    }
}

struct Dress(Rc<RefCell<Exchange>>);

impl System for Dress {
    fn name(&self) -> Cow<'static, str> {
        "dress".into()
    }

    fn run(&mut self, context: &mut MapContext) {
        if let Some(style) = self.0.borrow_mut().style.take() {
            context.style = style;
        }
    }
}

struct ReadBack(Rc<RefCell<Exchange>>);

impl System for ReadBack {
    fn name(&self) -> Cow<'static, str> {
        "read_back".into()
    }

    fn run(&mut self, context: &mut MapContext) {
        let renderer = &context.renderer;
        let surface = renderer.resources.surface();
        let Head::Headless(texture) = surface.head() else { return };
        let (row, step) =
            (surface.size().width() as usize * 4, texture.bytes_per_row().get() as usize);
        let slice = texture.map_async(&renderer.device);
        let view = slice.get_mapped_range();
        let pixels = &mut self.0.borrow_mut().pixels;
        pixels.clear();
        for line in view.chunks(step) {
            pixels.extend_from_slice(&line[..row]);
        }
        drop(view);
        texture.unmap();
    }
}
