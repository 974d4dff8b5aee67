namespace Aso.DemoData;

/// <summary>Common names, combined at random: nobody in particular.</summary>
internal static class Names
{
    public static readonly string[] Last =
    [
        "ADAMS", "ALLEN", "BAKER", "BARNES", "BELL", "BROOKS", "BROWN", "CAMPBELL", "CARTER", "CHEN", "CLARK", "COLLINS", "COOK", "COX",
        "DAVIS", "DIAZ", "EDWARDS", "EVANS", "FISHER", "FOSTER", "GARCIA", "GOMEZ", "GRAY", "GREEN", "HALL", "HARRIS", "HAYES", "HILL",
        "HOWARD", "HUGHES", "JACKSON", "JAMES", "JENKINS", "JOHNSON", "KELLY", "KIM", "KING", "LEE", "LEWIS", "LONG", "LOPEZ", "MARTIN",
        "MILLER", "MITCHELL", "MOORE", "MORGAN", "MORRIS", "MURPHY", "NELSON", "NGUYEN", "ORTIZ", "PARKER", "PATEL", "PEREZ", "PETERSON",
        "PHILLIPS", "POWELL", "PRICE", "RAMIREZ", "REED", "RIVERA", "ROBERTS", "ROSS", "RUSSELL", "SANCHEZ", "SANDERS", "SCOTT", "SIMMONS",
        "SMITH", "STEWART", "SULLIVAN", "TAYLOR", "THOMAS", "THOMPSON", "TORRES", "TURNER", "WALKER", "WARD", "WATSON", "WEST", "WHITE",
        "WILLIAMS", "WILSON", "WOOD", "WRIGHT", "YOUNG",
    ];

    public static readonly string[] Female =
    [
        "ALICE", "AMANDA", "AMY", "ANGELA", "ANNA", "BETTY", "CAROL", "CHRISTINE", "CLARA", "DEBRA", "DIANA", "ELENA", "EMILY", "EMMA", "GRACE",
        "HANNAH", "HELEN", "ISABEL", "JANET", "JULIA", "KAREN", "LAURA", "LINDA", "LUCY", "MARIA", "MARTHA", "MEGAN", "NANCY", "NORA", "OLIVIA",
        "PAULA", "RACHEL", "ROSA", "RUTH", "SANDRA", "SARAH", "SOPHIA", "SUSAN", "TERESA", "VICTORIA",
    ];

    public static readonly string[] Male =
    [
        "AARON", "ADAM", "ALAN", "ANDREW", "ANTHONY", "BENJAMIN", "BRIAN", "CARL", "CHARLES", "DANIEL", "DAVID", "DENNIS", "EDWARD", "ERIC",
        "FRANK", "GARY", "GEORGE", "HENRY", "JACK", "JAMES", "JASON", "JOSE", "JOSEPH", "KEVIN", "LOUIS", "MARK", "MICHAEL", "NATHAN", "OSCAR",
        "PAUL", "PETER", "RALPH", "RICHARD", "ROBERT", "SAMUEL", "SCOTT", "STEVEN", "THOMAS", "VICTOR", "WILLIAM",
    ];
}
