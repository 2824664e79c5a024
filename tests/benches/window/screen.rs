//! A screen that is looked at and typed on, as from a chair: windows, pixels, keys and the mouse.

use std::time::{Duration, Instant};

use x11rb::connection::Connection as _;
use x11rb::protocol::xproto::{ConnectionExt as _, ImageFormat, MapState, Window};
use x11rb::protocol::xtest::ConnectionExt as _;
use x11rb::rust_connection::RustConnection;
use x11rb::wrapper::ConnectionExt as _;

const PRESS: u8 = 2;
const RELEASE: u8 = 3;
const BUTTON_PRESS: u8 = 4;
const BUTTON_RELEASE: u8 = 5;
const MOVE: u8 = 6;

pub struct Screen {
    x: RustConnection,
    root: Window,
    pub width: u16,
    pub height: u16,
    first_key: u8,
    /// The sign of each key without Shift.
    keys: Vec<u32>,
}

/// Part of the screen, in pixels.
#[derive(Clone, Copy)]
pub struct Area {
    pub x: i16,
    pub y: i16,
    pub width: u16,
    pub height: u16,
}

impl Screen {
    pub fn connect(display: &str) -> Self {
        let (x, number) = x11rb::connect(Some(display)).unwrap();
        let setup = x.setup().clone();
        let screen = &setup.roots[number];
        let (first, last) = (setup.min_keycode, setup.max_keycode);
        let map = x.get_keyboard_mapping(first, last - first + 1).unwrap().reply().unwrap();
        let keys = map.keysyms.chunks(map.keysyms_per_keycode.into()).map(|key| key[0]).collect();
        Self {
            root: screen.root,
            width: screen.width_in_pixels,
            height: screen.height_in_pixels,
            first_key: first,
            keys,
            x,
        }
    }

    pub fn whole(&self) -> Area {
        Area { x: 0, y: 0, width: self.width, height: self.height }
    }

    /// Whether a window as large as a program's is there to be seen.
    pub fn has_window(&self) -> bool {
        self.large(self.root, 0)
    }

    fn large(&self, window: Window, depth: u8) -> bool {
        let Ok(Ok(tree)) = self.x.query_tree(window).map(|cookie| cookie.reply()) else {
            return false;
        };
        tree.children.iter().any(|child| {
            let shape = self.x.get_geometry(*child).ok().and_then(|cookie| cookie.reply().ok());
            let state = self.x.get_window_attributes(*child).ok();
            let state = state.and_then(|cookie| cookie.reply().ok());
            let (Some(shape), Some(state)) = (shape, state) else { return false };
            let large = shape.width > 500 && shape.height > 400;
            large && state.map_state == MapState::VIEWABLE
                || (depth < 2 && self.large(*child, depth + 1))
        })
    }

    /// The pixels there, four bytes each.
    pub fn look(&self, at: Area) -> Vec<u8> {
        let format = ImageFormat::Z_PIXMAP;
        let Area { x, y, width, height } = at;
        let image = self.x.get_image(format, self.root, x, y, width, height, u32::MAX);
        image.unwrap().reply().unwrap().data
    }

    pub fn click(&self, x: i16, y: i16) {
        for (kind, detail) in [(MOVE, 0), (BUTTON_PRESS, 1), (BUTTON_RELEASE, 1)] {
            self.x.xtest_fake_input(kind, detail, 0, self.root, x, y, 0).unwrap();
        }
        self.x.sync().unwrap();
    }

    /// Presses keys at once, the last one first let go.
    pub fn press(&self, signs: &[u32]) {
        let code = |sign: &u32| {
            let at = self.keys.iter().position(|key| key == sign).expect("a key of this keyboard");
            self.first_key + u8::try_from(at).unwrap()
        };
        for sign in signs {
            self.x.xtest_fake_input(PRESS, code(sign), 0, self.root, 0, 0, 0).unwrap();
        }
        for sign in signs.iter().rev() {
            self.x.xtest_fake_input(RELEASE, code(sign), 0, self.root, 0, 0, 0).unwrap();
        }
        self.x.sync().unwrap();
    }

    /// When the picture last changed, by more than a caret does, before it stood still for that long.
    pub fn settled(&self, began: Instant, quiet: Duration, most: Duration) -> Duration {
        let mut before = self.look(self.whole());
        let mut last = began.elapsed();
        while began.elapsed() < most && began.elapsed() < last + quiet {
            std::thread::sleep(Duration::from_millis(15));
            let now = self.look(self.whole());
            let at = began.elapsed();
            if Change::between(&before, &now, self.width.into()).pixels > 150 {
                last = at;
                before = now;
            }
        }
        last
    }
}

/// What differs between two looks at one area.
pub struct Change {
    pub pixels: usize,
    /// From the leftmost to the rightmost pixel that differs.
    pub wide: usize,
}

impl Change {
    pub fn between(before: &[u8], now: &[u8], width: usize) -> Self {
        let (mut pixels, mut left, mut right) = (0, usize::MAX, 0);
        if before != now {
            for (at, (a, b)) in before.chunks(4).zip(now.chunks(4)).enumerate() {
                if a[..3] != b[..3] {
                    pixels += 1;
                    left = left.min(at % width);
                    right = right.max(at % width);
                }
            }
        }
        Self { pixels, wide: if pixels == 0 { 0 } else { right - left + 1 } }
    }

    /// More than a caret that comes or goes.
    pub fn is_a_letter(&self) -> bool {
        self.pixels > 6 && self.wide > 4
    }
}
