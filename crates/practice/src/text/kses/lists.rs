//! What is let through: elements, attributes, styles, entities, schemes. Lists begin and end with a space, so that
//! a word between spaces is found as a whole.

/// Elements that posts may hold.
pub(super) const POST: &str = " a abbr acronym address article aside audio b bdo big blockquote br button caption \
cite code col colgroup dd del details dfn div dl dt em fieldset figcaption figure font footer h1 h2 h3 h4 \
h5 h6 header hgroup hr i img ins kbd label legend li main map mark menu nav object ol p pre q rp rt ruby s samp section \
small span strike strong sub summary sup table tbody td textarea tfoot th thead title tr track tt u ul var \
video ";
/// Elements that comments and titles may hold.
pub(super) const INLINE: &str =
    " a abbr acronym b blockquote cite code del em i q s strike strong ";

/// Attributes that every element of a post may have.
pub(super) const COMMON: &str = " aria-controls aria-current aria-describedby aria-details aria-expanded aria-label \
aria-labelledby aria-hidden class dir hidden id lang role style title ";
/// Attributes that some elements have, whichever they are.
pub(super) const SOME: &str = " abbr align alt autoplay bgcolor border cellpadding cellspacing char charoff cite clear \
color cols colspan compact controls coords datetime disabled download face face headers height href hspace \
ismap kind label loading longdesc loop media muted name nohref noshade nowrap open playsinline poster preload rel rev \
reversed rows rowspan rules scope shape size span src srclang start summary target tabindex type usemap valign \
value vspace width xml:lang ";

/// Declarations that a `style` may hold: these names, and those that begin with one of the second list.
pub(super) const STYLES: &str = " background color columns filter font height width letter-spacing line-height clear \
cursor direction float gap row-gap object-fit object-position overflow vertical-align list-style-type \
box-shadow aspect-ratio ";
pub(super) const STYLE_FAMILIES: [&str; 16] = [
    "background-",
    "border",
    "column-",
    "flex",
    "font-",
    "text-",
    "min-",
    "max-",
    "margin",
    "padding",
    "justify-",
    "align-",
    "grid-",
    "list-style",
    "outline-color",
    "transition-none",
];

/// Names of entities that WordPress lets stand.
pub(super) const ENTITIES: &str = " nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg \
plusmn acute micro para middot cedil ordm raquo iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave \
Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute \
Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave \
iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn \
yuml quot amp lt gt apos OElig oelig Scaron scaron Yuml circ tilde ensp emsp thinsp zwnj zwj lrm rlm ndash mdash \
lsquo rsquo sbquo ldquo rdquo bdquo dagger Dagger permil lsaquo rsaquo euro fnof Alpha Beta Gamma Delta Epsilon \
Zeta Eta Theta Iota Kappa Lambda Mu Nu Xi Omicron Pi Rho Sigma Tau Upsilon Phi Chi Psi Omega alpha beta gamma \
delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigmaf sigma tau upsilon phi chi psi omega \
thetasym upsih piv bull hellip prime Prime oline frasl weierp image real trade alefsym larr uarr rarr darr harr \
crarr lArr uArr rArr dArr hArr forall part exist empty nabla isin notin ni prod sum minus lowast radic prop infin \
ang and or cap cup int sim cong asymp ne equiv le ge sub sup nsub sube supe oplus otimes perp sdot lceil rceil \
lfloor rfloor lang rang loz spades clubs hearts diams sup1 sup2 sup3 frac14 frac12 frac34 there4 ";

pub(super) const SCHEMES: [&str; 10] =
    ["http", "https", "ftp", "ftps", "mailto", "news", "irc", "irc6", "tel", "xmpp"];
