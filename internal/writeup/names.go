package writeup

import "strings"

// firstNames are given names that are seldom anything else in a text about software. Mark, Will, Ruby, Travis and the like
// are left out on purpose.
var firstNames = func() map[string]bool {
	set := map[string]bool{}
	for n := range strings.FieldsSeq(`adam adrian agnes ahmed alan albert alejandro alex alexander alexandra alice alicia alina allan amanda amelia amir ana anders andrea
		andreas andrei andrew andy angela anita anja anna anne annika anton antonio ari arjun arthur ashley aslan astrid barbara beatriz ben benjamin bernard beth
		bjorn bob boris brandon brenda brian bruce camila carla carlos carmen carol caroline catherine cathy cecilia charles charlie charlotte chen chiara
		chloe chris christian christina christine christopher claire clara claudia colin connor craig cristina cynthia daniel daniela danny dave david deborah
		denise dennis derek diana diego dimitri dmitri dmitry dominik donna dorothy doug douglas edward elena eli elias elisabeth elizabeth ella ellen elsa emily emma
		enrique eric erica erik erin esther ethan eva evelyn fabian fatima federico felix fernando finn fiona florian francesca francesco francis
		francisco franz fred frederik gabriel gabriela gary geoff george georg gerald giovanni giulia greg gregor gregory guido gustav hannah hans harald
		harry hassan heather heidi helen helena henrik henry hugo ian ibrahim igor ilya ingrid irene isaac isabel isabella ivan jackson jacob jakob james jamie jan jane
		janet jason javier jeff jeffrey jennifer jens jeremy jerry jesse jessica jim jimmy joan joanna joe joel johan johanna john johnny jon jonas jonathan jorge jose
		josef joseph josh joshua juan judith juergen julian julie jürgen justin karen karin karl kate katharina katherine kathleen kathy katie katja kelly kenneth
		kevin kim kirsten klaus konrad kristina kumar kurt kyle larry lars laura lauren laurent lea leah lena leo leon leonard leonie lewis liam lily linda lisa liz
		lorenzo louis louise luca lucas lucia lucy luis luisa lukas luke magnus manuel marc marcel marco marcus margaret maria marie marina mario marion markus marta martha
		martin martina mary mateo mathias matt matteo matthew matthias maya megan melanie melissa michael michaela michel michelle miguel mika mike mikael
		miriam mohamed mohammed moritz nadia nancy natalia natalie natasha nathan neil nicholas nick nicola nicolas nicole nigel nikita niklas nikolai nils nina noah
		nora olaf oleg olga oliver olivia omar oscar oskar otto pablo pamela paolo patricia patrick paul paula paulo pavel pedro peggy peter petra philip philipp
		pierre piotr priya rachel rafael raj rajesh ralf ralph ramesh raphael raquel ravi raymond rebecca renate ricardo richard rick riccardo rita robert roberta
		roberto roger roland roman ron ronald rosa ross roy russell ryan sabine sally sam samantha samir samuel sandra sanjay sara sarah sasha scott sean
		sebastian sergei sergio shannon sharon sheila simon simone sofia sonia sophia sophie stefan stefanie stephanie stephen steve steven stuart susan susanne suzanne
		sven svetlana sylvia tamara tanja tanya tara tatiana ted teresa thea theo theresa thomas tiffany tim timothy tina tobias todd tom tomas tommy tony tracy
		ulrich ulrike uwe valentina valerie vanessa vera veronica vincent vijay viktor vladimir walter wendy werner wilhelm william wolfgang xavier yan yuki yuri yusuf
		yvonne zachary zoe`) {
		set[n] = true
	}
	return set
}()
