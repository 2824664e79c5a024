//! The rounds, and the table that comes of them.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use afterword_tests::display::Display;
use afterword_tests::programs::{end_with_children, program};
use tempfile::TempDir;

use crate::desk;
use crate::processes::{cpu, memory};
use crate::screen::{Area, Change, Screen};

const SIZES: [(&str, usize); 3] =
    [("2,000 words", 12_500), ("100 kB", 100_000), ("1 MB", 1_000_000)];
const ROUNDS: usize = 3;
const KEYS: usize = 15;
const BURST: usize = 40;
const CONTROL: u32 = 0xffe3;
const HOME: u32 = 0xff50;
const RETURN: u32 = 0xff0d;
const UP: u32 = 0xff52;

/// One program on one text, once.
#[derive(Default, Clone)]
struct Figures {
    /// Until its window is there, ms.
    mapped: f64,
    /// Until nothing in it changes any more, preview and all, ms.
    settled: f64,
    /// CPU until then, ms.
    start_cpu: f64,
    /// Each key until a letter is to be seen, ms.
    keys: Vec<f64>,
    /// CPU for one of many keys in a row, ms.
    key_cpu: f64,
    /// PSS before and after typing, MB.
    memory: [f64; 2],
    /// CPU with a caret that rests, % of a core.
    idle: f64,
}

impl Figures {
    /// Of a program that does not run here.
    fn none() -> Self {
        let [mapped, settled, start_cpu, key_cpu, idle] = [f64::NAN; 5];
        Self {
            mapped,
            settled,
            start_cpu,
            keys: vec![f64::NAN],
            key_cpu,
            memory: [f64::NAN; 2],
            idle,
        }
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Program {
    Floor,
    Afterword,
    Ghostwriter,
    Apostrophe,
}

pub fn all() {
    let asked: Vec<String> = std::env::args().skip(1).collect();
    let rounds = asked.iter().find_map(|word| word.parse().ok()).unwrap_or(ROUNDS);
    let only = asked.iter().find(|word| SIZES.iter().any(|(size, _)| size == word));
    let peers = [Program::Ghostwriter, Program::Apostrophe];
    let alone = asked.iter().any(|word| word == "alone");
    let programs: Vec<Program> = [Program::Floor, Program::Afterword]
        .into_iter()
        .chain(peers.into_iter().filter(|_| !alone))
        .filter(|each| {
            let there = each.path().is_some();
            if !there {
                println!("{} is not installed: not measured", each.name());
            }
            there
        })
        .collect();
    for (size, bytes) in SIZES {
        if only.is_some_and(|only| size != only) {
            continue;
        }
        let text = desk::text(bytes);
        let mut all: Vec<Vec<Figures>> = programs.iter().map(|_| Vec::new()).collect();
        for _ in 0..rounds {
            for (figures, program) in all.iter_mut().zip(&programs) {
                figures.push(program.measure(&text));
            }
        }
        print(size, &programs, &all);
    }
}

impl Program {
    fn name(self) -> &'static str {
        match self {
            Self::Floor => "floor",
            Self::Afterword => "afterword",
            Self::Ghostwriter => "ghostwriter",
            Self::Apostrophe => "apostrophe",
        }
    }

    fn path(self) -> Option<PathBuf> {
        let folders = match self {
            Self::Floor | Self::Afterword => match std::env::var_os("AFTERWORD_PROGRAMS") {
                Some(folder) => folder,
                None => return program(self.name()).ok(),
            },
            _ => std::env::var_os("PATH")?,
        };
        std::env::split_paths(&folders)
            .map(|folder| folder.join(self.name()))
            .find(|it| it.is_file())
    }

    fn start(self, display: &Display, home: &Path, text: &str) -> Child {
        let file = home.join("winter.md");
        std::fs::write(&file, text).unwrap();
        let mut command = Command::new(self.path().unwrap());
        match self {
            Self::Floor => {
                let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/dist-floor");
                command.arg(pages).arg(&file).env("WEBKIT_DISABLE_DMABUF_RENDERER", "1");
            }
            Self::Afterword => {
                desk::lay(&home.join("data"), text);
                command.env("AFTERWORD_DATA", home.join("data"));
            }
            Self::Ghostwriter | Self::Apostrophe => {
                command.arg(&file);
            }
        }
        // WebEngine's sandbox needs a user that is not root.
        command.env("QTWEBENGINE_DISABLE_SANDBOX", "1").env("HOME", home);
        command.env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
        display.give(&mut command);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    }

    fn measure(self, text: &str) -> Figures {
        let home = TempDir::new().unwrap();
        let display = Display::start(1280, 800).unwrap();
        let manager = display
            .give(Command::new("openbox").stdout(Stdio::null()).stderr(Stdio::null()))
            .env("HOME", maximised(home.path()))
            .spawn();
        let mut manager = manager.expect("openbox: a window without a manager hears no keys");
        std::thread::sleep(Duration::from_millis(700));
        let screen = Screen::connect(display.name());
        let began = Instant::now();
        // What is laid out before the start takes no time of the program's.
        let mut child = self.start(&display, home.path(), text);
        let began = if self == Self::Afterword { Instant::now() } else { began };
        let figures = self.watch(&screen, child.id(), began);
        if std::env::var_os("AFTERWORD_BENCH_LOOK").is_some() {
            let shot = screen.look(screen.whole());
            let rgb: Vec<u8> = shot.chunks(4).flat_map(|p| [p[2], p[1], p[0]]).collect();
            let file =
                std::env::temp_dir().join(format!("bench-{}-{}.png", self.name(), text.len()));
            let (width, height) = (screen.width.into(), screen.height.into());
            image::save_buffer(file, &rgb, width, height, image::ColorType::Rgb8).unwrap();
        }
        end_with_children(&mut child);
        let _ = manager.kill();
        let _ = manager.wait();
        figures
    }

    fn watch(self, screen: &Screen, process: u32, began: Instant) -> Figures {
        while !screen.has_window() {
            if began.elapsed() > Duration::from_secs(40) {
                assert!(
                    !matches!(self, Self::Floor | Self::Afterword),
                    "{} shows no window",
                    self.name()
                );
                println!("{} shows no window: not measured", self.name());
                return Figures::none();
            }
            std::thread::sleep(Duration::from_millis(4));
        }
        let mapped = began.elapsed();
        let most = Duration::from_secs(60);
        let settled = screen.settled(began, Duration::from_millis(1500), most);
        let start_cpu = cpu(process);
        let before = memory(process);
        let line = self.begin(screen);
        let keys = (0..KEYS).map(|_| key(screen, line)).collect();
        let used = cpu(process);
        for _ in 0..BURST {
            screen.press(&[u32::from(b'e')]);
            std::thread::sleep(Duration::from_millis(30));
        }
        std::thread::sleep(Duration::from_secs(2));
        let key_cpu = (cpu(process) - used) / BURST as f64;
        let after = memory(process);
        std::thread::sleep(Duration::from_secs(12));
        let used = cpu(process);
        std::thread::sleep(Duration::from_secs(10));
        let idle = (cpu(process) - used) / 100.0;
        Figures {
            mapped: ms(mapped),
            settled: ms(settled),
            start_cpu,
            keys,
            key_cpu,
            memory: [before, after],
            idle,
        }
    }

    /// Puts the caret on an empty line in the text, and says where keys are to be looked for.
    fn begin(self, screen: &Screen) -> Area {
        let x = match self {
            Self::Afterword => 720,
            Self::Ghostwriter => 400,
            Self::Floor | Self::Apostrophe => 640,
        };
        screen.click(x, 400);
        std::thread::sleep(Duration::from_millis(500));
        screen.press(&[CONTROL, HOME]);
        std::thread::sleep(Duration::from_millis(500));
        screen.press(&[RETURN]);
        std::thread::sleep(Duration::from_millis(500));
        screen.press(&[UP]);
        std::thread::sleep(Duration::from_millis(1500));
        screen.whole()
    }
}

/// A key, until a letter is there.
fn key(screen: &Screen, at: Area) -> f64 {
    let before = screen.look(at);
    let pressed = Instant::now();
    screen.press(&[u32::from(b'e')]);
    let mut took = f64::INFINITY;
    while pressed.elapsed() < Duration::from_secs(5) {
        let now = screen.look(at);
        if Change::between(&before, &now, at.width.into()).is_a_letter() {
            took = ms(pressed.elapsed());
            break;
        }
    }
    std::thread::sleep(Duration::from_millis(500));
    took
}

/// A home in which the window manager makes every window as large as the screen.
fn maximised(home: &Path) -> PathBuf {
    let folder = home.join("manager/.config/openbox");
    std::fs::create_dir_all(&folder).unwrap();
    let rules = "<?xml version=\"1.0\"?><openbox_config xmlns=\"http://openbox.org/3.4/rc\"><applications>\
                 <application class=\"*\"><maximized>yes</maximized><decor>no</decor></application>\
                 </applications></openbox_config>";
    std::fs::write(folder.join("rc.xml"), rules).unwrap();
    home.join("manager")
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn print(size: &str, programs: &[Program], all: &[Vec<Figures>]) {
    println!(
        "\n{size:<34}{}",
        programs.iter().map(|each| format!("{:>22}", each.name())).collect::<String>()
    );
    let row = |what: &str, of: &dyn Fn(&Figures) -> Vec<f64>, part: f64| {
        let values: Vec<f64> =
            all.iter().map(|rounds| at(rounds.iter().flat_map(of).collect(), part)).collect();
        let cells: String = values
            .iter()
            .map(|value| format!("{:>22}", format!("{value:.1}  {:>5.2}×", value / values[0])))
            .collect();
        println!("{what:<34}{cells}");
    };
    row("window there, ms", &|it| vec![it.mapped], 0.5);
    row("all shown, ms", &|it| vec![it.settled], 0.5);
    row("CPU until then, ms", &|it| vec![it.start_cpu], 0.5);
    row("key to pixel, middle, ms", &|it| it.keys.clone(), 0.5);
    row("key to pixel, 9 of 10 within, ms", &|it| it.keys.clone(), 0.9);
    row("CPU of a key, ms", &|it| vec![it.key_cpu], 0.5);
    row("memory, MB", &|it| vec![it.memory[0]], 0.5);
    row("memory after typing, MB", &|it| vec![it.memory[1]], 0.5);
    row("CPU while the caret rests, %", &|it| vec![it.idle], 0.5);
}

/// The value that this part of them does not exceed.
fn at(mut values: Vec<f64>, part: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    let place = ((values.len() - 1) as f64 * part).round() as usize;
    values[place]
}
