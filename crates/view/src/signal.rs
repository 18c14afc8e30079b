//! Signals: Leptos' own, all of one type inside.
//!
//! Each type of value would have its own copy of the code that keeps, reads and writes a signal, 2 kB of WebAssembly each. Here a value
//! stands behind a pointer that forgets its type; only the way back to the type is written for each.

use reactive_graph::prelude::{Get, GetUntracked, Set};
use reactive_graph::signal::RwSignal as Inner;
use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

type Stored = Arc<dyn Any + Send + Sync>;

/// A value that tells whoever reads it when it changes. A copy is the same signal.
pub struct RwSignal<T>(ReadSignal<T>);

/// A signal for those who only read it.
pub struct ReadSignal<T>(Inner<Stored>, PhantomData<fn() -> T>);

impl<T: Send + Sync + 'static> RwSignal<T> {
    /// A signal that belongs to the owner of the moment, and goes with it.
    pub fn new(value: T) -> Self {
        Self(ReadSignal(new(Arc::new(value)), PhantomData))
    }

    /// Changes the value.
    pub fn set(self, value: T) {
        set(self.0.0, Arc::new(value));
    }

    /// The same signal, to be read.
    pub fn read_only(self) -> ReadSignal<T> {
        self.0
    }

    /// The value. Whoever asks in an effect will be told of changes.
    pub fn get(self) -> T
    where
        T: Clone,
    {
        self.0.get()
    }

    /// The value of the moment.
    pub fn get_untracked(self) -> T
    where
        T: Clone,
    {
        self.with_untracked(T::clone)
    }

    /// What `read` makes of the value. Whoever asks in an effect will be told of changes.
    pub fn with<R>(self, read: impl FnOnce(&T) -> R) -> R {
        self.0.with(read)
    }

    /// What `read` makes of the value of the moment.
    pub fn with_untracked<R>(self, read: impl FnOnce(&T) -> R) -> R {
        self.0.with_untracked(read)
    }
}

impl<T: 'static> ReadSignal<T> {
    /// The value. Whoever asks in an effect will be told of changes.
    pub fn get(self) -> T
    where
        T: Clone,
    {
        self.with(T::clone)
    }

    /// The value of the moment.
    pub fn get_untracked(self) -> T
    where
        T: Clone,
    {
        self.with_untracked(T::clone)
    }

    /// What `read` makes of the value. Whoever asks in an effect will be told of changes.
    pub fn with<R>(self, read: impl FnOnce(&T) -> R) -> R {
        read(typed(&*followed(self.0)))
    }

    /// What `read` makes of the value of the moment.
    pub fn with_untracked<R>(self, read: impl FnOnce(&T) -> R) -> R {
        read(typed(&*present(self.0)))
    }
}

impl<T> Clone for RwSignal<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for RwSignal<T> {}

impl<T> Clone for ReadSignal<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for ReadSignal<T> {}

#[inline(never)]
fn new(value: Stored) -> Inner<Stored> {
    Inner::new(value)
}

#[inline(never)]
fn set(signal: Inner<Stored>, value: Stored) {
    signal.set(value);
}

#[inline(never)]
fn followed(signal: Inner<Stored>) -> Stored {
    signal.get()
}

#[inline(never)]
fn present(signal: Inner<Stored>) -> Stored {
    signal.get_untracked()
}

#[inline(never)]
fn typed<T: 'static>(value: &(dyn Any + Send + Sync)) -> &T {
    match value.downcast_ref() {
        Some(value) => value,
        None => unreachable!("a signal keeps the type that it was made with"),
    }
}
