//! Where answers come from: an archive, of which files are fetched as they are needed, or memory, in which a whole bundle is laid out.

use super::prepare;
use dossier_archive::Archive;
use dossier_bundle::Bundle;
use dossier_query::{Memory, Route, Source};
use dossier_view::text::page_language;
use std::rc::Rc;
use std::sync::Arc;

/// The source of answers about `bundle`. `route` is the first that will be asked for.
pub(super) fn source(bundle: Arc<Bundle>, route: &Route) -> Rc<dyn Source> {
    if bundle.archive.is_some() {
        return Rc::new(Archive::new(bundle));
    }
    let language = page_language(route.language.as_ref(), &bundle.site);
    let memory = Rc::new(Memory::new(bundle));
    prepare::in_slices(memory.clone(), language);
    memory
}
