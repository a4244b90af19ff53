/*
 * What people say in place of the words that the spaces know, by meaning: a plain word, and behind it what stands for it.
 * A subject that has the plain word means by the others what it means by that: what "fell over" is a failed run to one
 * and a failed query to another. With "~" they mean it only where nothing else is measured.
 */
export const colloquialWords = `
broken: fall over, fell over, keel over, topple over, belly up, go belly up, went bust, go bust, bust, flop, flopped, conk out, pack up, pack in, kaput, go kaput, blow up, blew up, bomb, bombed, bomb out, tank, tanked, choke, choked, croak, croaked, barf, puke, act up, play up, trip up, trip over, stumble over, come a cropper, knock over, go sideways, go south, go pear shaped, go down the drain, go up in smoke, go off the rails, bite the dust, give up the ghost, fall apart, fall flat, fall flat on face, crash and burn, mess up, hiccup, botch, botched, flunk, flunked, wipe out, go haywire, melt down, fall on face, throw a wobbly, throw a tantrum, throw in the towel, give up, come to grief, come unstuck, hit the wall, hit the buffers, kick the bucket, go to pot, go to the dogs, fizzle out, crap out, drop dead, stumble, stall, collapse, nosedive, take a nosedive
failed: flunk, flunked, not work out, do not work out, not work, did not work, not make it, did not make it, do not make it, fumble, fumbling, botch, botched, muff, muffed, screw up, mess up, bungle, bungled, not get in, did not get in, could not get in, fluff
successful: successfully, work out, worked out, come off, land safely, cross the finish line, sail through, go off without a hitch, without a hitch, go swimmingly
failures: breakage, breakages
denied: refusal, refusals, slap on the wrist, rap on the knuckles, fob off, brush off, stopped at the door, stop at the gate, door shut in face, door slammed in face, door shut, door slammed, knock back, knocked back, shown the door, show the door, shoo away, send packing, sent packing, get the boot, told no, no entry, shut out, locked out, kept out, bounce, bounced, rebuff, rebuffed, snub, snubbed, cold shoulder
access event: poke at, poked at, poke around in, poke around, poke about, nose about, nose around, nosed around, rummage, rummage through, rummage around, dig into, dig around, peek at, peek into, peep at, sniff around, dip into, get hands on, fiddle with, mess with, play with
download: pull down, walk off with, make off with, carry off, haul off, grab a copy of
time in queue: hang around in queue, hang about in queue, stuck in queue, stand in queue, stand in line, wait in line, stuck in line, twiddle thumbs
passed: flawless, spotless, squeaky clean
standard: ordinary, run of the mill
well stocked: fuller, fullest, chock full, packed to the rafters
scarce: emptier, emptiest
at night: wee hours, small hours, dead of night, ungodly hour, crack of dawn, in the dead of night

bad row: wonky row, iffy row, shoddy row, mangled row, corrupt row, corrupted row, shabby row, fishy row, shady row, defective row, spoiled row, naff row, bogus row, duff row, rubbish row, junk row, dodgy row, garbage row, crappy row, trash row, busted row, crap row, rotten row, screwed up row, messed up row, borked row, lousy row, ropey row, duff record, rubbish record, junk record, dodgy record, garbage record, crappy record, broken record
stale: gone off, go off, past its best, past its sell by date, moldy, mouldy, gathering dust, older than they allowed to be, older than it allowed to be, older than allowed to be, past allowed age, past their allowed age, past its allowed age, passed their allowed age, over their allowed age, over its allowed age, gone stale, grow stale
hours old: hours behind, how far behind, how many hours behind

revenue: pocket, takings, coin in, cash, bucks, dosh, till, in the till, in till, dough, moolah, rake in, pull in, cash in, ring up, rung up, rang up, put in till, money that come in, go over the counter, over the counter
~revenue: fetch, take in, taken in, took in, haul in
units sold: fly off the shelves, flying off the shelves, flew off the shelves, flying out the door
price per unit: a single go for, single go for, one go for, one sell for, one fetch, one set you back
cost: dig into pocket, dig deep, dosh, splash, shell out, fork out, cough up, splash out, tab, run up a tab, big tab, chew through, burn through, blow through, money eater, eater, guzzler, money guzzler, money hog, cash burner, splurge, set back, dough, rack up, damage
more expensive: dearer, pricier
~cost: hurt our wallet, hurt the wallet, hurt, eat, chew, chew up, gobble, gobble up, guzzle, burn, blow, go through, get through, swallow, devour, cash
spend: shell out, fork out, cough up, splash out, splurge, dough
data read: gig, gigs, chew through, plough through, plow through, munch through, churn through, wade through, drag out, suck in, slurp, hoover up

women: lady, ladies, gal, gals, female customers, lass, lasses
men: gent, gents, gentleman, gentlemen, lad, lads, bloke, blokes, fella, fellas, chap, chaps
at risk: in danger of leaving, in serious danger of leaving, danger of leaving, likely to leave, might leave, could leave, thinking of leaving, about to leave, hang by a thread, hanging by a thread, have cold feet, get cold feet, itchy feet, pack their bags, packing their bags, ready to leave, ready to go, looking elsewhere, about to ditch us, ditch us, one foot out the door, one foot out of the door, foot out the door, foot out of the door, head for the exit, heading for the exit, on the way out, on their way out, walk out on us, about to walk out, about to walk, about to bolt, about to run off, run off, slip away, slipping away, itching to leave, on the fence, about to jump ship, jump ship, about to bail, bail on us, about to do a runner, about to say goodbye, say goodbye
loyal: going nowhere, not going anywhere, here to stay, stick around, stick with us, in it for the long haul, rock solid
lowest: thinnest, slimmest, tiniest
low: puny, paltry, measly, teeny
been with us longest: loyal to us longest, loyal longest, stuck with us longest, stick with us longest, around longest, on board longest, with us longest, shopping with us longest, buying from us longest
new: new face, fresh face, newbie, newcomer
since when: since when shop with us, since when buy from us, since when been shopping with us, since when been buying from us, how long shop with us
headroom: breathing space, breathing room, wiggle room, leeway, room to spare, cushion, elbow room, slack
below reorder level: below the mark, under the mark, below mark, scrape the barrel, scraping the barrel, on its last legs, on their last legs, down to the dregs
warehouse: shed, depot, storehouse, storeroom, stockroom

share: slice, chunk, piece of the pie, piece of the cake, slice of the pie, slice of the cake, how big a part of, how large a part of, how big a slice of, how big a chunk of, how big a piece of, how large a slice of, how large a chunk of, what part of, what chunk of, what slice of, big part of, chunk of, slice of
gap between: gulf between, distance between
on average: on a normal, on an ordinary, on an average, on a typical, in a normal, in an ordinary, in a typical
worst: weakest
top: greediest, hungriest
`;
