//! The elements that pages are made of, by name, and the attributes used most.

use super::{Element, IntoValue};

macro_rules! elements {
    ($($name:ident)*) => {
        $(
            #[doc = concat!("A `<", stringify!($name), ">`.")]
            pub fn $name() -> Element {
                Element::new(stringify!($name))
            }
        )*
    };
}

elements! {
    a article blockquote br button caption code dd div dl dt em fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header img
    input label legend li main mark nav ol option p pre section select span strong sup table tbody td th thead time tr ul
}

macro_rules! attributes {
    ($($call:ident $name:literal)*) => {
        impl Element {
            $(
                #[doc = concat!("Sets `", $name, "`.")]
                pub fn $call(self, value: impl IntoValue) -> Self {
                    self.attr($name, value)
                }
            )*
        }
    };
}

attributes! {
    aria_label "aria-label"
    class "class"
    dir "dir"
    href "href"
    id "id"
    lang "lang"
    part "part"
    rel "rel"
    type_ "type"
    value "value"
}
