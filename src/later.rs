//! What is done later: timers, pauses and the next frame, by `gloo-timers` and the browser. All take one type of work, since each
//! further type would have code and glue of its own. Knows nothing of what is done.

use dossier_view::prelude::window;
use gloo_timers::callback::Timeout;
use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// Something to be done once.
pub(crate) type Work = Box<dyn FnOnce()>;

/// Does `work` after so many milliseconds, unless what is returned is dropped before.
#[inline(never)]
pub(crate) fn after(milliseconds: u32, work: Work) -> Timeout {
    Timeout::new(milliseconds, work)
}

/// Does `work` before the next paint.
#[inline(never)]
pub(crate) fn before_paint(work: Work) {
    let work = Closure::once(work).into_js_value();
    // A window refuses only what is no function.
    let _ = window().request_animation_frame(work.unchecked_ref());
}

/// Does `work` when what is on its way has been painted, before the paint after it.
pub(crate) fn with_next_paint(work: Work) {
    before_paint(Box::new(|| before_paint(work)));
}

/// Lets so many milliseconds pass.
pub(crate) fn pause(milliseconds: u32) -> Pause {
    let bell = Rc::new(Bell::default());
    let rings = bell.clone();
    let ring = move || {
        rings.rung.set(true);
        if let Some(waiter) = rings.waiter.take() {
            waiter.wake();
        }
    };
    Pause { bell, _timer: after(milliseconds, Box::new(ring)) }
}

/// See [`pause`]. The future of `gloo-timers` has a channel between threads inside.
pub(crate) struct Pause {
    bell: Rc<Bell>,
    _timer: Timeout,
}

/// Rings once.
#[derive(Default)]
struct Bell {
    rung: Cell<bool>,
    waiter: Cell<Option<Waker>>,
}

impl Future for Pause {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if self.bell.rung.get() {
            return Poll::Ready(());
        }
        self.bell.waiter.set(Some(context.waker().clone()));
        Poll::Pending
    }
}
